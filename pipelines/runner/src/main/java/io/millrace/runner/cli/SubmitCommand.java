package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.RemoteCluster;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code submit}: live, on a cluster. */
@Command(
    name = "submit",
    description = "Starts a pipeline live on a Flink cluster: built here, sent over REST.",
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private LiveArguments live;
  @Mixin private ClusterArguments clusterArguments;

  @Option(
      names = "--detach",
      description = "Returns when the cluster has taken the job, not when all its tasks run.")
  private boolean detach;

  @Override
  public Integer call() throws URISyntaxException {
    Definition definition = definitionArguments.definition();
    PrintWriter shown = spec.commandLine().getErr();
    RemoteCluster cluster = clusterArguments.cluster();
    JobID job =
        new LiveRun(definition, live.environment(definition), shown)
            .submit(cluster, jar(), live.options(), live.savepoint());
    if (!detach) {
      cluster.health(job).awaitRunning();
      shown.println("all its tasks run");
    }
    return 0;
  }

  /** The jar that this class is in, which is what is sent to a cluster. */
  static String jar() throws URISyntaxException {
    return Path.of(SubmitCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
