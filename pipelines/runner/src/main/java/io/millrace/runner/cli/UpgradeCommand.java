package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.upgrade.Upgrade;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code upgrade}: another definition, the same state. */
@Command(
    name = "upgrade",
    description = {
      "Replaces the running job of a deployment by a new definition, which goes on from its state.",
      "Plans first, against a savepoint of the running job: if state would be lost or could not be"
          + " read, nothing is stopped."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;
  @Mixin private ClusterArguments clusterArguments;

  @Option(
      names = "--allow-drop",
      paramLabel = "STAGE",
      split = ",",
      description = "A stage whose state may be lost, as plan names it.")
  private Set<String> droppable = new LinkedHashSet<>();

  @Override
  public Integer call() throws URISyntaxException {
    Definition definition = definitionArguments.definition();
    new Upgrade(
            definition,
            environmentArguments.environment(definition),
            environmentArguments.options(),
            clusterArguments.cluster(),
            spec.commandLine().getErr())
        .run(SubmitCommand.jar(), droppable);
    return 0;
  }
}
