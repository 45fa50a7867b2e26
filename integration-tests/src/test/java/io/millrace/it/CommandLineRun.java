package io.millrace.it;

import io.millrace.runner.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What one run of the command line, in this JVM, said and returned.
 *
 * @param code the exit code
 */
public record CommandLineRun(int code, String out, String err) {

  public static CommandLineRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int code = line.execute(texts);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
