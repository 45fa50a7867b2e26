package io.millrace.runner.cli;

import io.millrace.runner.definition.DefinitionReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How definitions are read: the jars of their pipelines, and the parameters that override theirs.
 */
final class DefinitionSettings {
  @Mixin private PipelineClasses classes;

  @Option(
      names = "--set",
      paramLabel = "PARAMETER=VALUE",
      description = "Sets a parameter of the pipeline; the elements of a list joined by commas.")
  private Map<String, String> settings = new LinkedHashMap<>();

  DefinitionReader reader() {
    return classes.reader();
  }

  /** Values by parameter. */
  Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    settings.forEach((name, text) -> values.put(name, Arrays.asList(text.split(",", -1))));
    return values;
  }
}
