package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.formats.value.TextReaders;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Standard logs of Amazon CloudFront, version 1.0: tab-separated, a {@code #Fields} line names the
 * columns; where there is none, as on Kafka, they are the 33 of the version.
 *
 * <p>The log's date and time are those of the end of the response; the event time is its start,
 * which is {@code time-taken} earlier.
 */
final class CloudFrontParser implements LineParser {
  private static final String VERSION = "1.0";

  private static final List<String> COLUMNS =
      List.of(
          ("date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
                  + " cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type"
                  + " x-edge-request-id x-host-header cs-protocol cs-bytes time-taken"
                  + " x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type"
                  + " cs-protocol-version fle-status fle-encrypted-fields c-port"
                  + " time-to-first-byte x-edge-detailed-result-type sc-content-type"
                  + " sc-content-len sc-range-start sc-range-end")
              .split(" "));

  private static final List<String> REQUIRED = List.of("sc-status", "date", "time", "time-taken");

  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("request_id", List.of("x-edge-request-id")),
          Map.entry("site", List.of("cs(Host)")),
          Map.entry("pop", List.of("x-edge-location")),
          Map.entry("client", List.of("c-ip")),
          Map.entry("protocol", List.of("cs-protocol-version")),
          Map.entry("method", List.of("cs-method")),
          Map.entry("request_host", List.of("x-host-header")),
          Map.entry("path", List.of("cs-uri-stem")),
          Map.entry("referrer", List.of("cs(Referer)")),
          Map.entry("user_agent", List.of("cs(User-Agent)")),
          Map.entry("status", List.of("sc-status")),
          Map.entry("response_bytes", List.of("sc-bytes")));

  private String version = VERSION;
  private List<String> names = COLUMNS;

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    if (line.startsWith("#")) {
      // On Kafka the lines of several files may be mixed.
      if (position instanceof Position.InFile) {
        readDirective(line);
      }
      return false;
    } else if (!version.equals(VERSION)) {
      throw new BadRecordException(
          ErrorCode.UNKNOWN_SCHEMA,
          "the log says that it is of version " + Excerpt.of(version) + "; expected " + VERSION);
    }
    String[] texts = line.split("\t", -1);
    if (texts.length != names.size()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + names.size() + " columns, got " + texts.length);
    }
    for (int i = 0; i < texts.length; i++) {
      CombinedParser.put(columns, names.get(i), texts[i]);
    }
    for (String name : REQUIRED) {
      if (!columns.containsKey(name)) {
        throw new BadRecordException(
            ErrorCode.MISSING_FIELD,
            "expected a column '"
                + name
                + "', without which "
                + (name.equals("sc-status") ? "the outcome" : "the start")
                + " of the request is not known; the line has none");
      }
    }
    derive(columns);
    return true;
  }

  private void readDirective(String line) {
    if (line.startsWith("#Version:")) {
      version = line.substring("#Version:".length()).strip();
    } else if (line.startsWith("#Fields:")) {
      names = List.of(line.substring("#Fields:".length()).strip().split("\\s+"));
    }
  }

  private static void derive(Map<String, String> columns) throws BadRecordException {
    BigDecimal taken = seconds("time-taken", columns.get("time-taken"));
    columns.put("event_time", start(columns.get("date"), columns.get("time"), taken));
    columns.put("total_ms", millis(taken));
    String firstByte = columns.get("time-to-first-byte");
    if (firstByte != null) {
      columns.put("ttfb_ms", millis(seconds("time-to-first-byte", firstByte)));
    }
    String result = columns.get("x-edge-result-type");
    if (result != null) {
      columns.put("cache_status", cacheStatus(result).name());
    }
    String length = columns.get("sc-content-len");
    // These say in the header how long a body would have been, and send none.
    boolean bodyless =
        "HEAD".equals(columns.get("cs-method")) || "304".equals(columns.get("sc-status"));
    if (length != null && !bodyless) {
      columns.put("body_bytes", length);
    }
    decode(columns, "cs(User-Agent)");
    decode(columns, "cs(Referer)");
  }

  private static String start(String date, String time, BigDecimal taken)
      throws BadRecordException {
    try {
      Instant end = Instant.parse(date + "T" + time + "Z");
      return end.minusNanos(taken.movePointRight(9).longValue()).toString();
    } catch (DateTimeException wrong) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD,
          "columns 'date' and 'time': expected such as 2026-01-31 and 12:00:00, got "
              + Excerpt.of(date + " " + time));
    }
  }

  private static BigDecimal seconds(String column, String text) throws BadRecordException {
    try {
      BigDecimal seconds = new BigDecimal(text);
      // Beyond these a number is no time but an attack, for its value takes long to find.
      boolean usual = text.length() <= 20 && Math.abs(seconds.scale()) <= 9;
      if (usual && seconds.signum() >= 0 && seconds.precision() - seconds.scale() < 9) {
        return seconds;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    BadRecordException bad = TextReaders.unexpected("a number of seconds", text);
    throw new BadRecordException(bad.code(), "column '" + column + "': " + bad.getMessage());
  }

  private static String millis(BigDecimal seconds) {
    return seconds.movePointRight(3).toPlainString();
  }

  /** The values are percent-encoded so that none holds a tab; one that is not so is left alone. */
  private static void decode(Map<String, String> columns, String name) {
    String text = columns.get(name);
    if (text != null && text.indexOf('%') >= 0) {
      try {
        columns.put(name, URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException wrong) {
        columns.put(name, text);
      }
    }
  }

  private static CacheStatus cacheStatus(String result) {
    return switch (result) {
      case "Hit", "OriginShieldHit" -> CacheStatus.HIT;
      case "RefreshHit" -> CacheStatus.REVALIDATED;
      case "Miss" -> CacheStatus.MISS;
      case "Redirect", "FunctionGeneratedResponse" -> CacheStatus.SYNTHETIC;
      case "Error", "LimitExceeded", "CapacityExceeded" -> CacheStatus.ERROR;
      default -> CacheStatus.UNKNOWN;
    };
  }
}
