package io.millrace.runner.cli;

import io.millrace.runner.launch.RemoteCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: what runs on a cluster. */
@Command(
    name = "status",
    description = "Lists the deployments of a cluster and how they stand.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() {
    for (RemoteCluster.Job job : clusterArguments.cluster().jobs()) {
      spec.commandLine().getOut().printf("%-32s %-12s %s%n", job.name(), job.status(), job.id());
    }
    return 0;
  }
}
