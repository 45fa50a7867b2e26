package io.millrace.runner.cli;

import io.millrace.kafka.StoredLetter;
import io.millrace.runner.deadletters.DeadLetterBox;
import io.millrace.runner.deadletters.LetterFilter;
import io.millrace.runner.deadletters.RedriveReport;
import io.millrace.runner.definition.Definition;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deadletters redrive}: another attempt. */
@Command(
    name = "redrive",
    description = {
      "Writes the records of dead letters back to the topics they came from, each once: also if it"
          + " is killed and run again, or run twice at a time.",
      "Exit code 1 if there were letters whose topic is no input of the definition: those are never"
          + " written."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersRedriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;
  @Mixin private LetterFilterArguments filterArguments;

  @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does it.")
  private boolean yes;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description = "Leaves records alone that were tried so often; ${DEFAULT-VALUE} if not given.")
  private int maxAttempts = 5;

  @Override
  public Integer call() {
    if (dryRun == yes) {
      throw usage("expected --dry-run, to see what would be done, or --yes, to do it");
    }
    if (maxAttempts < 2) {
      throw usage("--max-attempts is " + maxAttempts + "; expected 2 or more");
    }
    Definition definition = definitionArguments.definition();
    LetterFilter filter = filterArguments.filter(definition);
    PrintWriter out = spec.commandLine().getOut();
    DeadLetterBox box =
        new DeadLetterBox(
            definition,
            environmentArguments.environment(definition),
            spec.commandLine().getErr()::println);
    BiConsumer<StoredLetter, String> told =
        (letter, about) -> out.println(letter.place() + ": " + letter.original() + " " + about);
    RedriveReport report =
        dryRun ? box.tryRedrive(filter, maxAttempts, told) : box.redrive(filter, maxAttempts, told);
    out.flush();
    spec.commandLine().getErr().println(dryRun ? report + "; nothing was written" : report);
    return report.hasRefused() ? Millrace.REFUSED : 0;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
