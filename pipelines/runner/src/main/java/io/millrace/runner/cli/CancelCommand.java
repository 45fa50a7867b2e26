package io.millrace.runner.cli;

import io.millrace.runner.launch.RemoteCluster;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cancel}: at once, without a savepoint. */
@Command(
    name = "cancel",
    description = {
      "Ends a deployment on a cluster at once, also one that fails again and again.",
      "No savepoint is taken: its last checkpoint stays, and the next submit goes on from it."
    },
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterArguments clusterArguments;

  @Parameters(paramLabel = "DEPLOYMENT", arity = "0..1", description = "The deployment's name.")
  private String deployment;

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "One job by its id, where several are of one deployment.")
  private String job;

  @Override
  public Integer call() {
    if ((deployment == null) == (job == null)) {
      throw new ParameterException(
          spec.commandLine(), "expected either the name of a deployment or --job ID");
    }
    RemoteCluster cluster = clusterArguments.cluster();
    if (job == null) {
      spec.commandLine().getOut().println("cancelled job " + cluster.cancel(deployment));
    } else {
      cluster.cancelJob(id());
      spec.commandLine().getOut().println("cancelled job " + job);
    }
    return 0;
  }

  private JobID id() {
    try {
      return JobID.fromHexString(job);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          spec.commandLine(),
          "--job is '" + job + "'; expected 32 hexadecimal digits, as 'millrace status' prints");
    }
  }
}
