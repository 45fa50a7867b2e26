package io.millrace.formats.accesslog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What syslog puts before a line of a log. Known are
 *
 * <pre>{@code
 * <134>1 2026-01-31T12:00:00Z host app 42 id [x y="z"] line    RFC 5424
 * <134>Jan 31 12:00:00 host app[42]: line                      RFC 3164, as nginx and HAProxy send it
 * <134>2026-01-31T12:00:00Z host app[42]: line                 the same with another time
 * <134>line                                                    a priority alone
 * }</pre>
 *
 * <p>The second and third may lack the priority, as files of syslog daemons do, or the host.
 * Anything else is no prefix, and is left to the layout.
 */
final class SyslogPrefix {
  private static final String PRIORITY = "<\\d{1,3}>";

  /** A host, whose name does not end in a colon, and what wrote the line, which is no host:port. */
  private static final String TAG =
      " (?:\\S*[^\\s:] )?[^\\s:\\[\"]+(?:\\[[^\\s\\]]*\\])?:(?: |(?=\\{))";

  private static final Pattern TAGGED =
      Pattern.compile(
          "(?:"
              + PRIORITY
              + ")?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d"
              + " \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"
              + "(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d))"
              + TAG);

  private static final Pattern VERSIONED =
      Pattern.compile(PRIORITY + "\\d{1,2} \\S+ \\S+ \\S+ \\S+ \\S+ (?=[-\\[])");

  private static final Pattern ALONE = Pattern.compile(PRIORITY);

  private SyslogPrefix() {}

  /** Where the line itself begins; 0 if there is no prefix. */
  static int end(String line) {
    if (line.isEmpty() || !mayBegin(line.charAt(0))) {
      return 0;
    }
    Matcher versioned = VERSIONED.matcher(line);
    if (versioned.lookingAt()) {
      return afterStructuredData(line, versioned.end());
    }
    Matcher tagged = TAGGED.matcher(line);
    if (tagged.lookingAt()) {
      return tagged.end();
    }
    Matcher alone = ALONE.matcher(line);
    return alone.lookingAt() ? alone.end() : 0;
  }

  private static boolean mayBegin(char first) {
    return first == '<' || first >= 'A' && first <= 'S' || first >= '0' && first <= '9';
  }

  /** Elements in brackets, whose values in quotation marks may hold brackets; or a hyphen. */
  private static int afterStructuredData(String line, int start) {
    int at = start;
    if (line.charAt(at) == '-') {
      at++;
    }
    boolean quoted = false;
    boolean inside = false;
    for (; at < line.length(); at++) {
      char letter = line.charAt(at);
      if (quoted && letter == '\\') {
        at++;
      } else if (letter == '"' && inside) {
        quoted = !quoted;
      } else if (!quoted && letter == '[' && !inside) {
        inside = true;
      } else if (!quoted && letter == ']') {
        inside = false;
      } else if (!inside) {
        break;
      }
    }
    if (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    boolean mark = at < line.length() && line.charAt(at) == '\uFEFF';
    return Math.min(line.length(), mark ? at + 1 : at);
  }
}
