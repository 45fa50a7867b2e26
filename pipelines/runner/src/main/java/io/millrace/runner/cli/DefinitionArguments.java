package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every verb that takes a definition. */
final class DefinitionArguments {
  @Mixin private PipelineClasses classes;

  @Parameters(
      paramLabel = "DEF",
      description = "A definition: a file, or a name from the catalog (see: millrace list).")
  private String reference;

  @Option(
      names = "--set",
      paramLabel = "PARAMETER=VALUE",
      description = "Sets a parameter of the pipeline; the elements of a list joined by commas.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Reads the definition, or throws with all that is wrong with it. */
  Definition definition() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    settings.forEach((name, text) -> values.put(name, Arrays.asList(text.split(",", -1))));
    return classes.reader().find(reference, values);
  }
}
