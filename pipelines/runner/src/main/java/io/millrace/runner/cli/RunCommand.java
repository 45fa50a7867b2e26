package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.FileRun;
import io.millrace.sdk.Suggestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: from files to files. */
@Command(
    name = "run",
    description = "Runs a pipeline over files: bounded, in this process, with no service.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DefinitionArguments definitionArguments;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "NAME=FILE[,FILE]",
      description =
          "The files of an input, plain or compressed (gz, zip, xz). Several are merged by event"
              + " time.")
  private Map<String, String> inputs;

  @Option(
      names = "--format",
      paramLabel = "NAME=FORMAT",
      description = "The format of an input's files, where their name does not tell.")
  private Map<String, String> formats = new LinkedHashMap<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for results, late events, dead letters and the summary.")
  private Path out;

  @Override
  public Integer call() {
    Definition definition = definitionArguments.definition();
    Set<String> known = definition.inputs().keySet();
    requireKnown("--input", inputs.keySet(), known);
    requireKnown("--format", formats.keySet(), known);
    for (String name : known) {
      if (!inputs.containsKey(name)) {
        throw usage("input '" + name + "' has no file; give --input " + name + "=FILE");
      }
    }
    Map<String, List<Path>> files = new LinkedHashMap<>();
    inputs.forEach(
        (name, list) -> files.put(name, Arrays.stream(list.split(",")).map(Path::of).toList()));
    PrintWriter progress = spec.commandLine().getErr();
    FileRun.Summary summary = new FileRun(definition, files, formats, out, progress).run();
    report(summary, progress);
    return summary.damaged() == 0 ? 0 : Millrace.REFUSED;
  }

  private void requireKnown(String option, Set<String> names, Set<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw usage(option + " " + name + "=...: no such input" + Suggestions.of(name, known));
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void report(FileRun.Summary summary, PrintWriter shown) {
    summary
        .inputs()
        .forEach(
            (name, counts) -> {
              StringBuilder line = new StringBuilder();
              counts.forEach(
                  (kind, count) -> {
                    if (count > 0 || kind.equals("read")) {
                      line.append(line.isEmpty() ? "" : ", ")
                          .append("%,d %s".formatted(count, kind));
                    }
                  });
              shown.println(name + ": " + line);
              if (counts.get("dead") > 0) {
                shown.println(
                    "  the dead are in " + out.resolve("dead-letters.jsonl") + ", with the reason");
              }
            });
    summary
        .outputs()
        .forEach(
            (name, count) ->
                shown.printf("%s: %,d written to %s%n", name, count, out.resolve(name + ".jsonl")));
    if (summary.damaged() > 0) {
      shown.println(
          "millrace: compressed data is damaged; what could be read was processed. See "
              + out.resolve("dead-letters.jsonl"));
    }
  }
}
