package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.accesslog.Meaning.Filling;
import io.millrace.formats.accesslog.Meaning.Shape;
import io.millrace.formats.value.TextReaders;
import io.millrace.sdk.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What fields of access logs say, for all layouts that are tables or format strings. */
final class Meanings {
  static final Meaning NOTHING = new Meaning("", Shape.WORD, 0, (text, columns) -> {});
  static final Meaning ANY_TEXT = new Meaning("", Shape.TEXT, 0, (text, columns) -> {});
  static final Meaning ANY_LIST = new Meaning("", Shape.LIST, 0, (text, columns) -> {});
  static final Meaning ANY_NUMBER =
      new Meaning("", Shape.WORD, 0, (text, columns) -> LogNumbers.decimal(text));

  static final Meaning REQUEST_ID = word("request_id");
  static final Meaning POP = word("pop");
  static final Meaning NODE = word("host");
  static final Meaning SERVICE = word("site");
  static final Meaning PROTOCOL = word("protocol");
  static final Meaning METHOD = word("method");
  static final Meaning CACHE = word("cache_status");
  static final Meaning REFERRER = text("referrer", (text, to) -> to.put("referrer", text));
  static final Meaning USER_AGENT = text("user_agent", (text, to) -> to.put("user_agent", text));

  /** Percent-encoded, with a plus for a plus. */
  static final Meaning ENCODED_REFERRER =
      text("referrer", (text, to) -> to.put("referrer", decoded(text.replace("+", "%2B"), text)));

  static final Meaning ENCODED_AGENT =
      text(
          "user_agent",
          (text, to) -> to.put("user_agent", decoded(text.replace("+", "%2B"), text)));

  /** Percent-encoded, with a plus for a blank. */
  static final Meaning FORM_REFERRER =
      text("referrer", (text, to) -> to.put("referrer", decoded(text, text)));

  static final Meaning FORM_AGENT =
      text("user_agent", (text, to) -> to.put("user_agent", decoded(text, text)));

  /** A host, with or without port, that stands for the site. Clients may send garbage for one. */
  static final Meaning SITE =
      word("site", (text, to) -> CombinedParser.put(to, "site", Addresses.host(text)));

  static final Meaning REQUEST_HOST =
      word("request_host", (text, to) -> to.put("request_host", text.toLowerCase(Locale.ROOT)));
  static final Meaning CLIENT =
      word("client", (text, to) -> to.put("client", Addresses.withoutPort(text)));
  static final Meaning COUNTRY =
      word("country", (text, to) -> to.put("country", text.toUpperCase(Locale.ROOT)));

  /** A path, with or without query, or a whole URL. */
  static final Meaning TARGET = word("path", CombinedParser::target);

  /** The first line of a request. */
  static final Meaning REQUEST = text("request", CombinedParser::request);

  static final Meaning STATUS =
      word("status", (text, to) -> to.put("status", LogNumbers.status(text)));
  static final Meaning BODY_BYTES = bytes("body_bytes");
  static final Meaning SENT_BYTES = bytes("response_bytes");

  /** Of the format that writes no bytes as a hyphen. */
  static final Meaning BODY_BYTES_OR_HYPHEN =
      word(
          "body_bytes",
          (text, to) -> {
            if (!text.isEmpty()) {
              to.put("body_bytes", text.equals("-") ? "0" : LogNumbers.count(text));
            }
          });

  /** What a header says of the body, which answers to HEAD and 304 do not send. */
  static final Meaning CONTENT_LENGTH =
      word(
          "body_bytes",
          (text, to) -> {
            String length = LogNumbers.count(text);
            if (!"HEAD".equals(to.get("method")) && !"304".equals(to.get("status"))) {
              to.put("body_bytes", length);
            }
          });

  /** 1 for an object that was in the cache, 0 for one that was not. */
  static final Meaning CACHE_FLAG =
      word(
          "cache_status",
          (text, to) -> {
            if (!text.equals("0") && !text.equals("1")) {
              throw TextReaders.unexpected("0 or 1", text);
            }
            to.put("cache_status", text.equals("1") ? "HIT" : "MISS");
          });

  /** Such as {@code 10/Oct/2000:13:55:36 -0700}. */
  static final Meaning COMMON_START = timeText("event_time", LogTimes::common);

  static final Meaning COMMON_END = timeText(Meaning.END, LogTimes::common);
  static final Meaning START = time("event_time");
  static final Meaning END = time(Meaning.END);

  private Meanings() {}

  /**
   * How long the whole request took.
   *
   * @param decimals of the unit, below seconds: 0 for s, 3 for ms, 6 for us, 9 for ns
   */
  static Meaning total(int decimals) {
    return duration("total_ms", decimals);
  }

  /** How long the first byte of the response took. */
  static Meaning firstByte(int decimals) {
    return duration("ttfb_ms", decimals);
  }

  /** A time in a form of its own. */
  static Meaning time(String column, LogTimes.Form form) {
    return word(column, (text, to) -> to.put(column, form.read(text)));
  }

  /** The same with blanks in it. */
  static Meaning timeText(String column, LogTimes.Form form) {
    return text(column, (text, to) -> to.put(column, form.read(text)));
  }

  /**
   * The start of a request that says its end alone.
   *
   * @param columns what a line has said
   * @throws BadRecordException if it says neither start nor end, or no status
   */
  static void complete(Map<String, String> columns) throws BadRecordException {
    String end = columns.remove(Meaning.END);
    if (end != null && !columns.containsKey("event_time")) {
      String taken = columns.get("total_ms");
      columns.put("event_time", taken == null ? end : LogTimes.before(end, taken));
    }
    if (!columns.containsKey("event_time")) {
      throw missing("the time of the request");
    } else if (!columns.containsKey("status")) {
      throw missing("the status of the response");
    }
  }

  private static BadRecordException missing(String what) {
    return new BadRecordException(
        ErrorCode.MISSING_FIELD, "expected " + what + ", the line does not say it");
  }

  private static Meaning word(String column) {
    return word(column, (text, columns) -> columns.put(column, text));
  }

  private static Meaning word(String column, Filling filling) {
    return new Meaning(column, Shape.WORD, 0, filling);
  }

  private static Meaning text(String column, Filling filling) {
    return new Meaning(column, Shape.TEXT, 0, filling);
  }

  private static Meaning bytes(String column) {
    return word(column, (text, to) -> to.put(column, LogNumbers.count(text)));
  }

  private static Meaning time(String column) {
    return time(column, LogTimes::any);
  }

  private static Meaning duration(String column, int decimals) {
    return word(column, (text, to) -> to.put(column, LogNumbers.millis(text, decimals)))
        .ranked(decimals);
  }

  /** A text that is not encoded as it should be is left alone. */
  private static String decoded(String encoded, String text) {
    try {
      return encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0
          ? text
          : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      return text;
    }
  }
}
