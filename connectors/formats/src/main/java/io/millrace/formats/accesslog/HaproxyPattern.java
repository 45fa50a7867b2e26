package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.accesslog.LinePattern.Field;
import io.millrace.formats.accesslog.LinePattern.Literal;
import io.millrace.formats.accesslog.LinePattern.Part;
import io.millrace.formats.accesslog.Meaning.Filling;
import io.millrace.formats.accesslog.Meaning.Shape;
import io.millrace.formats.value.TextReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * HAProxy's HTTP log format, {@code option httplog}:
 *
 * <pre>{@code
 * 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ----
 *     1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"
 * }</pre>
 *
 * <p>Times have no zone: they are of the zone of the mapping. A timer of -1 is one that was never
 * reached, a status of -1 a response that was never sent. A plus before the last timer or the bytes
 * ({@code option logasap}) says that the request went on: neither is read then.
 */
final class HaproxyPattern {
  private static final Pattern TIMERS =
      Pattern.compile("(?:-1|\\d{1,15})(?:/(?:-1|\\d{1,15})){3}/\\+?\\d{1,15}");
  private static final Pattern STATE = Pattern.compile("[A-Za-z-]{4}");
  private static final Pattern COUNTS = Pattern.compile("\\d+(?:/\\d+){3}/\\+?\\d+");
  private static final Pattern QUEUES = Pattern.compile("\\d+/\\d+(?: \\{.*)?");

  private HaproxyPattern() {}

  static LinePattern create() {
    List<Part> parts = new ArrayList<>();
    field(parts, "the client and its port", word("client", HaproxyPattern::client), " [");
    field(parts, "the time", Meanings.time("event_time", LogTimes::haproxy), "] ");
    field(parts, "the frontend", word("site", HaproxyPattern::frontend), " ");
    field(parts, "backend and server", checked(Pattern.compile(".+/.+"), "backend/server"), " ");
    field(parts, "the timers", word("total_ms", HaproxyPattern::timers), " ");
    field(parts, "the status", word("status", HaproxyPattern::status), " ");
    field(parts, "the bytes", word("response_bytes", HaproxyPattern::bytes), " ");
    field(parts, "the captured request cookie", Meanings.NOTHING, " ");
    field(parts, "the captured response cookie", Meanings.NOTHING, " ");
    field(parts, "the termination state", checked(STATE, "a state such as ----"), " ");
    field(parts, "the connections", checked(COUNTS, "counts such as 1/1/1/1/0"), " ");
    field(parts, "queues and captured headers", text(QUEUES, "queues such as 0/0"), " \"");
    field(parts, "the request line", Meanings.REQUEST, "\"");
    return new LinePattern(parts, false);
  }

  private static void field(List<Part> parts, String name, Meaning meaning, String end) {
    parts.add(new Field(name, meaning, null));
    parts.add(new Literal(end));
  }

  private static Meaning word(String column, Filling filling) {
    return new Meaning(column, Shape.WORD, 0, filling);
  }

  private static Meaning checked(Pattern pattern, String expected) {
    return new Meaning("", Shape.WORD, 0, (text, columns) -> check(pattern, expected, text));
  }

  private static Meaning text(Pattern pattern, String expected) {
    return new Meaning("", Shape.TEXT, 0, (text, columns) -> check(pattern, expected, text));
  }

  private static void check(Pattern pattern, String expected, String text)
      throws BadRecordException {
    if (!pattern.matcher(text).matches()) {
      throw TextReaders.unexpected(expected, text);
    }
  }

  /** The port stands behind the last colon, and an address of version 6 in no brackets. */
  private static void client(String text, Map<String, String> columns) throws BadRecordException {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !LogNumbers.isDigits(text.substring(colon + 1))) {
      throw TextReaders.unexpected("an address and a port such as 192.0.2.1:33317", text);
    }
    String address = text.substring(0, colon);
    columns.put("client", address.startsWith("[") ? Addresses.withoutPort(address) : address);
  }

  /** A tilde behind the name says that the connection was encrypted. */
  private static void frontend(String text, Map<String, String> columns) {
    columns.put("site", text.endsWith("~") ? text.substring(0, text.length() - 1) : text);
  }

  private static void timers(String text, Map<String, String> columns) throws BadRecordException {
    check(TIMERS, "five timers such as 10/0/30/69/109", text);
    String[] timers = text.split("/");
    long firstByte = 0;
    for (int i = 0; i < 4; i++) {
      firstByte = timers[i].equals("-1") ? -1 : firstByte + Long.parseLong(timers[i]);
      if (firstByte < 0) {
        break;
      }
    }
    if (firstByte >= 0) {
      columns.put("ttfb_ms", Long.toString(firstByte));
    }
    if (!timers[4].startsWith("+")) {
      columns.put("total_ms", timers[4]);
    }
  }

  private static void status(String text, Map<String, String> columns) throws BadRecordException {
    columns.put("status", text.equals("-1") ? "0" : LogNumbers.status(text));
  }

  private static void bytes(String text, Map<String, String> columns) throws BadRecordException {
    boolean goesOn = text.startsWith("+");
    String count = LogNumbers.count(goesOn ? text.substring(1) : text);
    if (!goesOn) {
      columns.put("response_bytes", count);
    }
  }
}
