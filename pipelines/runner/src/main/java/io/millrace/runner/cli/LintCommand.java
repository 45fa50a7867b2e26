package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.launch.ClockAdvice;
import io.millrace.runner.lint.Lint;
import io.millrace.runner.lint.ProblemsJson;
import io.millrace.runner.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint}: every problem of many definitions at once. */
@Command(
    name = "lint",
    description = {
      "Finds everything that is wrong with definitions, and with an environment; no service is"
          + " needed.",
      "Prints a line for each problem, file:line:col: CODE message; exits with 1 if there is any."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  /** How problems are printed. */
  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Mixin private PipelineClasses classes;

  @Parameters(
      paramLabel = "DEF",
      arity = "0..*",
      description = "Definitions: files, or names from the catalog.")
  private List<String> references = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "An environment: checked as well, and whether the definitions could run in it.")
  private Path environment;

  @Option(
      names = "--format",
      description = "text, or json: an array of {file, line, column, code, message}.",
      defaultValue = "text")
  private Format format;

  @Override
  public Integer call() {
    if (references.isEmpty() && environment == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DEF'");
    }
    Lint lint = new Lint(classes.reader());
    List<Definition> definitions = new ArrayList<>();
    references.forEach(reference -> lint.definition(reference).ifPresent(definitions::add));
    if (environment != null) {
      lint.environment(environment, definitions);
    }
    List<Problem> problems = lint.problems();
    report(problems);
    if (problems.isEmpty()) {
      advise(definitions);
    }
    return problems.isEmpty() ? 0 : Millrace.REFUSED;
  }

  /** What may be right as it is, and is worth a look: no problem, so on standard error. */
  private void advise(List<Definition> definitions) {
    PrintWriter progress = spec.commandLine().getErr();
    for (Definition definition : definitions) {
      for (InputDefinition input : definition.inputs().values()) {
        ClockAdvice.of(input)
            .ifPresent(advice -> progress.println(input.place() + ": warning: " + advice));
      }
    }
    progress.flush();
  }

  /** Problems are what this verb makes: they go to standard output, a count to standard error. */
  private void report(List<Problem> problems) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(ProblemsJson.of(problems));
    } else {
      problems.forEach(out::println);
    }
    out.flush();
    PrintWriter progress = spec.commandLine().getErr();
    int checked = references.size() + (environment == null ? 0 : 1);
    progress.printf(
        "%s checked, %s%n",
        checked == 1 ? "1 file" : checked + " files",
        problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    progress.flush();
  }
}
