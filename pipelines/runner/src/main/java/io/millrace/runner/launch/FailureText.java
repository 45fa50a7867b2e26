package io.millrace.runner.launch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one line of a stack trace that tells a user why a job failed. */
final class FailureText {
  private static final String CAUSED_BY = "Caused by: ";
  private static final Pattern CLASS_AND_MESSAGE =
      Pattern.compile("(?:[a-zA-Z_$][\\w$]*\\.)*([A-Z][\\w$]*)(?:: (.*))?");

  private FailureText() {}

  /**
   * The innermost cause that a message of ours explains, else the innermost cause.
   *
   * @param stackTrace as Java prints it
   */
  static String reason(String stackTrace) {
    List<String> causes =
        stackTrace
            .lines()
            .filter(line -> !line.startsWith("\t") && !line.isBlank())
            .map(line -> line.startsWith(CAUSED_BY) ? line.substring(CAUSED_BY.length()) : line)
            .filter(line -> CLASS_AND_MESSAGE.matcher(line).matches())
            .toList();
    if (causes.isEmpty()) {
      return stackTrace.lines().findFirst().orElse("no reason is given").strip();
    }
    return causes.stream()
        .filter(line -> line.startsWith("io.millrace."))
        .reduce((outer, inner) -> inner)
        .or(() -> causes.stream().reduce((outer, inner) -> inner))
        .map(FailureText::withoutPackage)
        .orElseThrow();
  }

  private static String withoutPackage(String line) {
    Matcher match = CLASS_AND_MESSAGE.matcher(line);
    if (!match.matches() || match.group(2) == null) {
      return line;
    }
    return match.group(1).equals("MillraceException")
        ? match.group(2)
        : match.group(1) + ": " + match.group(2);
  }
}
