package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Tab-separated lines, with a header or the columns of the NASA-HTTP trace: host (which is the
 * client), logname, time (in s since 1970), method, url, response, bytes, referer, useragent.
 */
final class NasaParser implements LineParser {
  private static final List<String> COLUMNS =
      List.of(
          "host", "logname", "time", "method", "url", "response", "bytes", "referer", "useragent");

  private static final Map<String, List<String>> BY_FIELD =
      Map.of(
          "client", List.of("host"),
          "host", List.of(),
          "source", List.of(),
          "status", List.of("response"),
          "body_bytes", List.of("bytes"),
          "referrer", List.of("referer"),
          "user_agent", List.of("useragent"));

  private List<String> names = COLUMNS;

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    String[] texts = line.split("\t", -1);
    if (texts[0].equals("host") && List.of(texts).contains("time")) {
      // On Kafka the lines of several files may be mixed.
      names = position instanceof Position.InFile ? List.of(texts) : names;
      return false;
    } else if (texts.length != names.size()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + names.size() + " columns, got " + texts.length);
    }
    for (int i = 0; i < texts.length; i++) {
      CombinedParser.put(columns, names.get(i), texts[i]);
    }
    String time = columns.get("time");
    columns.put("event_time", time(time == null ? "" : time));
    String url = columns.get("url");
    if (url != null) {
      CombinedParser.target(url, columns);
    }
    return true;
  }

  private static String time(String text) throws BadRecordException {
    try {
      return Instant.ofEpochSecond(Long.parseLong(text)).toString();
    } catch (NumberFormatException | DateTimeException wrong) {
      BadRecordException bad = TextReaders.unexpected("seconds since 1970", text);
      throw new BadRecordException(bad.code(), "column 'time': " + bad.getMessage());
    }
  }
}
