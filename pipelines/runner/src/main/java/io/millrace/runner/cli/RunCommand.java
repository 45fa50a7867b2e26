package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.launch.FileRun;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.RunSummary;
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
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: from files to files, or live. */
@Command(
    name = "run",
    description = {
      "Runs a pipeline.",
      "With --input and --out over files: bounded, in this process, with no service.",
      "With --env live: in this process, or on the cluster that the jar was submitted to."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private LiveArguments live;

  @Option(
      names = "--input",
      paramLabel = "NAME=FILE[,FILE]",
      description =
          "The files of an input, plain or compressed (gz, zip, xz). Several are merged by event"
              + " time.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "NAME=FORMAT",
      description = "The format of an input's files, where their name does not tell.")
  private Map<String, String> formats = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for results, late events, dead letters and the summary.")
  private Path out;

  @Override
  public Integer call() {
    boolean overFiles = !inputs.isEmpty() || !formats.isEmpty() || out != null;
    if (live.given() == overFiles) {
      throw usage(
          "expected either --env, for a live run, or --input and --out, for one over files");
    }
    Definition definition = definitionArguments.definition();
    if (live.given()) {
      new LiveRun(definition, live.environment(definition), spec.commandLine().getErr())
          .run(live.options(), live.savepoint());
      return 0;
    }
    return runOverFiles(definition);
  }

  private int runOverFiles(Definition definition) {
    if (out == null) {
      throw usage("Missing required option: '--out=DIR'");
    }
    requireOnce("--input", inputs);
    requireOnce("--format", formats);
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
    RunSummary summary = new FileRun(definition, files, formats, out, progress).run();
    report(summary, progress);
    return summary.damaged() == 0 ? 0 : Millrace.REFUSED;
  }

  /** Of two files for one input, the map of options keeps the last: the other would be lost. */
  private void requireOnce(String option, Map<String, String> values) {
    OptionSpec given = spec.commandLine().getParseResult().matchedOption(option);
    if (given != null && given.originalStringValues().size() > values.size()) {
      throw usage(option + " names an input twice; expected NAME=FILE,FILE for several files");
    }
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

  /** Counts in words, without those that are zero but for the first. */
  static String counts(Map<String, Long> counts) {
    StringBuilder line = new StringBuilder();
    counts.forEach(
        (kind, count) -> {
          if (count > 0 || line.isEmpty()) {
            line.append(line.isEmpty() ? "" : ", ").append("%,d %s".formatted(count, kind));
          }
        });
    return line.toString();
  }

  private void report(RunSummary summary, PrintWriter shown) {
    summary
        .inputs()
        .forEach(
            (name, counts) -> {
              shown.println(name + ": " + counts(counts));
              if (counts.get("dead") > 0) {
                shown.println(
                    "  the dead are in " + out.resolve("dead-letters.jsonl") + ", with the reason");
              }
              WarningLines.print(summary, name, shown);
            });
    summary
        .outputs()
        .keySet()
        .forEach(
            name ->
                shown.printf(
                    "%s: %,d written to %s%n",
                    name, summary.written(name), out.resolve(name + ".jsonl")));
    if (summary.damaged() > 0) {
      shown.println(
          "millrace: compressed data is damaged; what could be read was processed. See "
              + out.resolve("dead-letters.jsonl"));
    }
  }
}
