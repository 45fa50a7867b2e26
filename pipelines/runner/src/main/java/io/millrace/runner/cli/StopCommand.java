package io.millrace.runner.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stop}: with a savepoint. */
@Command(
    name = "stop",
    description = "Stops a deployment on a cluster, with a savepoint from which it can go on.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterArguments clusterArguments;

  @Parameters(paramLabel = "DEPLOYMENT", description = "The name of the deployment.")
  private String deployment;

  @Option(
      names = "--drain",
      description =
          "Closes all windows first, complete or not: for good, for nothing can go on from there.")
  private boolean drain;

  @Override
  public Integer call() {
    String savepoint = clusterArguments.cluster().stop(deployment, drain);
    spec.commandLine().getOut().println(savepoint);
    if (drain) {
      PrintWriter shown = spec.commandLine().getErr();
      shown.println(
          deployment + ": drained; all windows are closed, and nothing can go on from it");
    }
    return 0;
  }
}
