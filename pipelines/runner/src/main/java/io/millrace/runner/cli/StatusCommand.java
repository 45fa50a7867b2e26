package io.millrace.runner.cli;

import io.millrace.runner.launch.RemoteCluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: what runs on a cluster. */
@Command(
    name = "status",
    description = "Lists the deployments of a cluster, how they stand, and why one does not run.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() {
    RemoteCluster cluster = clusterArguments.cluster();
    PrintWriter out = spec.commandLine().getOut();
    for (RemoteCluster.Job job : cluster.jobs()) {
      out.printf("%-32s %-12s %s%n", job.name(), job.status(), job.id());
      cluster.health(job.id()).reason().ifPresent(reason -> out.println("  " + reason));
    }
    return 0;
  }
}
