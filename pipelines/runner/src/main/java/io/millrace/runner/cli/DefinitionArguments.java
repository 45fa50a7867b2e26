package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments of every verb that takes a definition. */
final class DefinitionArguments {
  @Mixin private DefinitionSettings settings;

  @Parameters(
      paramLabel = "DEF",
      description = "A definition: a file, or a name from the catalog (see: millrace list).")
  private String reference;

  /** Reads the definition, or throws with all that is wrong with it. */
  Definition definition() {
    return settings.reader().find(reference, settings.values());
  }
}
