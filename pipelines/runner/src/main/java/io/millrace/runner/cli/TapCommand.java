package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.tap.Tap;
import io.millrace.sdk.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tap}: a few live records. */
@Command(
    name = "tap",
    description = {
      "Shows a few live records of an input or output, decoded, as lines of JSON.",
      "Leaves no consumer group and no position behind. Only committed records are seen."
    },
    mixinStandardHelpOptions = true)
final class TapCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description = "The input to look at; the default, if the definition has only one.")
  private String input;

  @Option(names = "--output", paramLabel = "NAME", description = "The output to look at.")
  private String output;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "After how many records to end; 10 if not given.")
  private Integer limit;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "For how long to wait for them; 30s if not given.")
  private String patience;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Shows the last records that are there, rather than the next that come.")
  private Integer last;

  @Option(
      names = "--redact",
      paramLabel = "FIELD|all",
      split = ",",
      description = "Hides the values of these fields, or of all; 'a.b' is field b in field a.")
  private List<String> redacted = new ArrayList<>();

  @Option(
      names = "--positions",
      description = "Says with each record its topic, partition, offset and timestamp.")
  private boolean positions;

  @Override
  public Integer call() {
    if (last != null && (limit != null || patience != null)) {
      throw usage("--last shows what is there: --limit and --for are for what comes");
    }
    int most = positive("--limit", limit, 10);
    int before = positive("--last", last, 1);
    Duration wait = duration();
    Definition definition = definitionArguments.definition();
    Tap tap = tap(definition, environmentArguments.environment(definition));
    Tap.Look look = new Tap.Look(redacted, positions);
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> shown =
        line -> {
          out.println(line);
          out.flush();
        };
    int count = last != null ? tap.last(before, look, shown) : tap.next(most, wait, look, shown);
    if (count == 0) {
      String none =
          last != null ? "The topic is empty" : "No record came in " + Durations.format(wait);
      spec.commandLine().getErr().println(none);
    }
    return 0;
  }

  private Tap tap(Definition definition, Environment environment) {
    if (input != null && output != null) {
      throw usage("expected either --input or --output");
    }
    if (output != null) {
      return Tap.output(definition, environment, output);
    }
    if (input == null && definition.inputs().size() != 1) {
      throw usage(
          "expected --input or --output; the inputs are "
              + String.join(", ", definition.inputs().keySet()));
    }
    String name = input == null ? definition.inputs().keySet().iterator().next() : input;
    return Tap.input(definition, environment, name);
  }

  private Duration duration() {
    String text = patience == null ? "30s" : patience;
    return Durations.parse(text)
        .orElseThrow(() -> usage("--for is '" + text + "'; expected " + Durations.EXPECTED));
  }

  private int positive(String option, Integer given, int fallback) {
    if (given != null && given < 1) {
      throw usage(option + " is " + given + "; expected 1 or more");
    }
    return given == null ? fallback : given;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
