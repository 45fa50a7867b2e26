package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.sdk.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The common log format and the combined one:
 *
 * <pre>{@code
 * client ident user [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326 "referrer" "agent"
 * }</pre>
 *
 * <p>A {@code -} says nothing, but for the bytes of the body, where it is how the format writes 0.
 */
final class CombinedParser implements LineParser {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Map<String, List<String>> COLUMNS =
      Map.of("host", List.of(), "source", List.of(), "site", List.of());

  private final boolean combined;

  CombinedParser(boolean combined) {
    this.combined = combined;
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return COLUMNS;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    LineScanner scanner = new LineScanner(line);
    put(columns, "client", scanner.until(" ", "the client"));
    // The name of a user may hold blanks.
    scanner.until(" [", "a time in brackets");
    columns.put("event_time", time(scanner.until("] ", "the end of the time")));
    request(scanner.quoted("the request line"), columns);
    scanner.skip(' ', "the status");
    put(columns, "status", scanner.word());
    scanner.skip(' ', "the number of bytes");
    String bytes = scanner.word();
    columns.put("body_bytes", bytes.equals("-") ? "0" : bytes);
    if (combined) {
      scanner.skip(' ', "the referrer");
      put(columns, "referrer", scanner.quoted("the referrer"));
      scanner.skip(' ', "the user agent");
      put(columns, "user_agent", scanner.quoted("the user agent"));
    }
    scanner.requireEnd();
    return true;
  }

  private static String time(String text) throws BadRecordException {
    try {
      return TIME.parse(text, Instant::from).toString();
    } catch (DateTimeException wrong) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD,
          "expected a time such as 10/Oct/2000:13:55:36 -0700, got " + Excerpt.of(text));
    }
  }

  /**
   * Garbage in place of a request line is no fault of the log: clients send that. It says neither
   * method nor path then.
   */
  static void request(String line, Map<String, String> columns) {
    int methodEnd = line.indexOf(' ');
    if (methodEnd <= 0 || !isToken(line, methodEnd)) {
      return;
    }
    int targetEnd = line.lastIndexOf(' ');
    boolean hasProtocol = targetEnd > methodEnd && line.startsWith("HTTP/", targetEnd + 1);
    String target = line.substring(methodEnd + 1, hasProtocol ? targetEnd : line.length());
    if (hasProtocol) {
      columns.put("protocol", line.substring(targetEnd + 1));
    }
    columns.put("method", line.substring(0, methodEnd));
    target(target, columns);
  }

  /** The host, if it is said, and the path. */
  static void target(String target, Map<String, String> columns) {
    RequestTarget parts = RequestTarget.of(target);
    put(columns, "request_host", parts.host());
    put(columns, "path", parts.path());
  }

  /** Of a column, unless its text says nothing. */
  static void put(Map<String, String> columns, String name, String text) {
    if (text != null && !text.isEmpty() && !text.equals("-")) {
      columns.put(name, text);
    }
  }

  private static boolean isToken(String line, int end) {
    for (int i = 0; i < end; i++) {
      char letter = line.charAt(i);
      if (!(letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z' || letter == '-')) {
        return false;
      }
    }
    return true;
  }
}
