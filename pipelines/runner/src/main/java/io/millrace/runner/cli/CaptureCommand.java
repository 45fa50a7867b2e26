package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.replay.Capture;
import io.millrace.runner.replay.Manifest;
import io.millrace.runner.replay.Replays;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capture}: a past range of topics, into the archive. */
@Command(
    name = "capture",
    description = {
      "Takes a past range of the topics of a pipeline into the archive of the environment.",
      "The pipeline platform/archive does so with all that comes."
    },
    mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DefinitionSettings settings;
  @Mixin private EnvironmentArguments environment;
  @Mixin private RangeArguments range;

  @Parameters(
      paramLabel = "DEF",
      description = "The definition whose inputs are taken: a file, or a name from the catalog.")
  private String reference;

  @Option(
      names = "--input",
      paramLabel = "NAME",
      description = "Takes this input; all of them if none is named.")
  private Set<String> inputs = new LinkedHashSet<>();

  @Override
  public Integer call() {
    OptionalDouble rate = range.rate();
    Definition definition = settings.reader().find(reference, settings.values());
    for (String name : inputs) {
      if (!definition.inputs().containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--input " + name + ": expected one of " + definition.inputs().keySet());
      }
    }
    Environment live = environment.environment(definition);
    PrintWriter shown = spec.commandLine().getErr();
    Definition archiving = settings.reader().find("platform/archive", Map.of());
    Capture capture = new Capture(archiving, live, environment.options(), shown);
    Manifest manifest =
        new Replays(Millrace.VERSION)
            .resolve(chosen(definition), reference, live, range.ofBroker(), Optional.empty());
    RangeReport.print(manifest, shown);
    for (String name : manifest.inputs().keySet()) {
      long records = capture.run(manifest, name, rate);
      shown.printf("%s: %,d records are in the archive%n", name, records);
    }
    return 0;
  }

  /** The definition with none but the inputs that are taken. */
  private Definition chosen(Definition definition) {
    Map<String, InputDefinition> taken = new LinkedHashMap<>(definition.inputs());
    if (!inputs.isEmpty()) {
      taken.keySet().retainAll(inputs);
    }
    return definition.as(definition.name(), taken, definition.outputs());
  }
}
