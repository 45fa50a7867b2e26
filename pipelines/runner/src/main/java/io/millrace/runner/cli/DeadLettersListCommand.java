package io.millrace.runner.cli;

import io.millrace.runner.deadletters.DeadLetterBox;
import io.millrace.runner.deadletters.LetterFilter;
import io.millrace.runner.deadletters.LetterLines;
import io.millrace.runner.definition.Definition;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deadletters ls}: which there are. */
@Command(
    name = "ls",
    description = {
      "Lists the dead letters of a definition, and how many there are of each error.",
      "What was in their records is not shown, but for what a message quotes."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DefinitionArguments definitionArguments;
  @Mixin private EnvironmentArguments environmentArguments;
  @Mixin private LetterFilterArguments filterArguments;

  @Option(names = "--json", description = "A line of JSON for each letter.")
  private boolean json;

  @Override
  public Integer call() {
    Definition definition = definitionArguments.definition();
    LetterFilter filter = filterArguments.filter(definition);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    DeadLetterBox box =
        new DeadLetterBox(definition, environmentArguments.environment(definition), err::println);
    LetterLines lines = new LetterLines();
    if (json) {
      box.list(filter, (letter, redriven) -> out.println(lines.json(letter, redriven)));
    } else {
      out.println(LetterLines.head());
      box.list(filter, (letter, redriven) -> out.println(lines.row(letter, redriven)));
    }
    out.flush();
    err.println(lines.totals());
    return 0;
  }
}
