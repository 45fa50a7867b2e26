package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.LiveRun;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() throws URISyntaxException {
    Definition definition = definitionArguments.definition();
    new LiveRun(definition, live.environment(definition), spec.commandLine().getErr())
        .submit(clusterArguments.cluster(), jar(), live.options(), live.savepoint());
    return 0;
  }

  /** The jar that this class is in, which is what is sent to a cluster. */
  static String jar() throws URISyntaxException {
    return Path.of(SubmitCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
