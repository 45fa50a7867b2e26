package io.millrace.runner.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/**
 * What one run of the command line, in this JVM, said and returned.
 *
 * @param code the exit code
 */
public record CommandRun(int code, String out, String err) {

  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      int code =
          line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
      return new CommandRun(code, out.toString(), err.toString());
    } finally {
      // A process has one command and one such loader; the tests of this JVM share the thread.
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
