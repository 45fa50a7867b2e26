package io.millrace.runner.cli;

import io.millrace.runner.yaml.RefusedException;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code millrace.jar}, also behind {@code ./millrace} and {@code flink run
 * millrace.jar}.
 *
 * <p>Exit codes: 0 success, also with dead letters; 1 a refused definition or input; 2 wrong usage.
 * {@code diff} has its own, as the programs of that name have.
 */
@Command(
    name = "millrace",
    description = "Stream-processing pipelines for those who operate distributed systems.",
    version = "millrace " + Millrace.VERSION,
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      ReplayCommand.class,
      CaptureCommand.class,
      SubmitCommand.class,
      StopCommand.class,
      CancelCommand.class,
      StatusCommand.class,
      PlanCommand.class,
      UpgradeCommand.class,
      TapCommand.class,
      DiffCommand.class,
      DeadLettersCommand.class,
      ListCommand.class,
      ShowCommand.class,
      LintCommand.class,
      TestCommand.class,
      NewCommand.class
    })
public final class Millrace implements Runnable {
  /** Of this release. */
  static final String VERSION = "0.1.0";

  static final int REFUSED = 1;
  static final int WRONG_USAGE = 2;

  @Spec private CommandSpec spec;

  /**
   * Runs one verb; ends the JVM only to say that it failed, for {@code main} may run inside of
   * Flink.
   */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The command line, whose output and errors go where its caller says. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Millrace());
    LaterVerb.addTo(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Millrace::explain);
    line.setParameterExceptionHandler(Millrace::usage);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which verb?");
  }

  private static int usage(ParameterException wrong, String[] arguments) {
    CommandLine verb = wrong.getCommandLine();
    PrintWriter errors = verb.getErr();
    errors.println("millrace: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, errors);
    errors.println("Try: " + verb.getCommandSpec().qualifiedName(" ") + " --help");
    errors.flush();
    return WRONG_USAGE;
  }

  private static int explain(Exception failure, CommandLine verb, ParseResult parsed) {
    PrintWriter errors = verb.getErr();
    if (failure instanceof RefusedException refused) {
      errors.println(refused.getMessage());
    } else if (failure instanceof MillraceException explained) {
      errors.println("millrace: " + explained.code() + " " + explained.getMessage());
    } else {
      errors.println("millrace: a fault of ours: " + failure);
    }
    boolean ours =
        !(failure instanceof MillraceException known) || known.code() == ErrorCode.INTERNAL;
    if (ours && System.getenv("MILLRACE_DEBUG") == null) {
      errors.println("MILLRACE_DEBUG=1 shows the stack trace; please send it to us.");
    } else if (ours) {
      failure.printStackTrace(errors);
    }
    errors.flush();
    return verb.getCommandSpec().exitCodeOnExecutionException();
  }
}
