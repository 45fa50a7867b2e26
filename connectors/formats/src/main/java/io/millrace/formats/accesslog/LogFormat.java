package io.millrace.formats.accesslog;

import io.millrace.formats.accesslog.LinePattern.Field;
import io.millrace.formats.accesslog.LinePattern.Literal;
import io.millrace.formats.accesslog.LinePattern.Part;
import io.millrace.formats.accesslog.Meaning.Shape;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The format string of a web server, as its configuration has it: of Apache httpd ({@code %h}, also
 * varnishncsa's), nginx ({@code $remote_addr}) or Envoy ({@code %START_TIME%}).
 */
final class LogFormat {
  private static final Pattern ENVOY =
      Pattern.compile("%[A-Z][A-Z_]{2,}(?:\\([^)]*\\))?(?::\\d+)?%");
  private static final Pattern NGINX = Pattern.compile("\\$\\{?[a-z]");

  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private final Set<String> kept;

  private LogFormat(Set<String> kept) {
    this.kept = kept;
  }

  /**
   * Reads a format string.
   *
   * @param format as the configuration of the server has it, with or without its quotation marks
   *     escaped
   * @param kept names of fields that a mapping refers to: of headers, variables, or operators
   * @throws MillraceException WRONG_TYPE if it is none, or where a field ends could not be told;
   *     MISSING_KEY if lines would not say time and status
   */
  static LinePattern of(String format, Set<String> kept) {
    String text = format.replace("\\\"", "\"").replace("\\t", "\t").strip();
    LogFormat parts = new LogFormat(kept);
    boolean envoy = ENVOY.matcher(text).find();
    boolean nginx = !envoy && NGINX.matcher(text).find();
    if (envoy) {
      EnvoyOperators.read(text, parts);
    } else if (nginx) {
      NginxVariables.read(text, parts);
    } else {
      ApacheDirectives.read(text, parts);
    }
    parts.endLiteral();
    LinePattern pattern = new LinePattern(parts.checked(), !envoy);
    parts.requireTimeAndStatus(pattern);
    return pattern;
  }

  /** Adds a fixed text. */
  void literal(String text) {
    literal.append(text);
  }

  /**
   * Adds a field.
   *
   * @param shown how the format writes it
   * @param name what a mapping may call it
   */
  void field(String shown, String name, Meaning meaning) {
    endLiteral();
    parts.add(new Field(shown, meaning, kept.contains(name) ? name : null));
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private List<Part> checked() {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (!(parts.get(i) instanceof Field field)) {
        continue;
      } else if (parts.get(i + 1) instanceof Field next) {
        throw wrong(
            "nothing stands between %s and %s, so where one ends can't be told"
                .formatted(field.name(), next.name()));
      }
      boolean quoted = i > 0 && ((Literal) parts.get(i - 1)).text().endsWith("\"");
      String after = ((Literal) parts.get(i + 1)).text();
      if (field.meaning().shape() == Shape.TEXT && after.isBlank() && !quoted) {
        throw wrong(
            "%s may hold blanks, so where it ends before a blank can't be told; expected it in"
                    .formatted(field.name())
                + " quotation marks or brackets");
      }
    }
    if (parts.stream().noneMatch(Field.class::isInstance)) {
      throw wrong(
          "expected a format string of Apache, such as %h %l %u %t \"%r\" %>s %b, of nginx, such as"
              + " $remote_addr [$time_local] \"$request\" $status, or of Envoy");
    }
    return parts;
  }

  private void requireTimeAndStatus(LinePattern pattern) {
    if (!pattern.fills("event_time") && !pattern.fills(Meaning.END)) {
      throw missing("the time of a request; expected such as %t, $time_local or %START_TIME%");
    } else if (!pattern.fills("status")) {
      throw missing("the status of a response; expected such as %>s, $status or %RESPONSE_CODE%");
    }
  }

  private static MillraceException missing(String what) {
    return new MillraceException(ErrorCode.MISSING_KEY, "the format string does not say " + what);
  }

  /** The complaint about a format string. */
  static MillraceException wrong(String message) {
    return new MillraceException(ErrorCode.WRONG_TYPE, "the format string: " + message);
  }
}
