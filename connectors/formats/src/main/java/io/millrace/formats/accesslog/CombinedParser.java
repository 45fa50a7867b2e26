package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.sdk.Warning;
import java.util.List;
import java.util.Map;

/**
 * The common log format, the combined one, and the combined one behind a host:
 *
 * <pre>{@code
 * client ident user [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326 "referrer" "agent"
 * }</pre>
 *
 * <p>A {@code -} says nothing, but for the bytes of the body, where it is how the format writes 0.
 * {@link LineHead} tells a host from a client. Fields beyond the layout are ignored and counted; a
 * line that ends within the user agent is read and counted.
 */
final class CombinedParser implements LineParser {
  private static final Map<String, List<String>> COLUMNS =
      Map.of("host", List.of(), "source", List.of());

  private final boolean combined;
  private final boolean hostFirst;

  /**
   * @param combined whether referrer and user agent follow
   * @param hostFirst whether every line begins with a host
   */
  CombinedParser(boolean combined, boolean hostFirst) {
    this.combined = combined;
    this.hostFirst = hostFirst;
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return COLUMNS;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    LineScanner scanner = new LineScanner(line, SyslogPrefix.end(line));
    String first = scanner.until(" ", hostFirst ? "the host" : "the client");
    // The name of a user may hold blanks.
    String rest = scanner.until(" [", "a time in brackets");
    if (hostFirst) {
      LineHead.host(first, rest, columns);
    } else {
      LineHead.read(first, rest, columns);
    }
    columns.put("event_time", LogTimes.common(scanner.until("] ", "the end of the time")));
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
      put(columns, "user_agent", scanner.quotedOrCut("the user agent"));
    }
    end(scanner, warnings);
    return true;
  }

  private void end(LineScanner scanner, Warnings warnings) throws BadRecordException {
    if (!combined && scanner.sees(" \"")) {
      // A referrer and a user agent, without which visitors would be told apart too seldom.
      throw scanner.expected("the end of the line");
    } else if (scanner.isCut()) {
      warnings.add(Warning.TRUNCATED_LINE, "within the user agent");
    } else if (scanner.hasMore()) {
      warnings.add(
          Warning.IGNORED_FIELDS, combined ? "after the user agent" : "after the number of bytes");
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
