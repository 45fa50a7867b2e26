package io.millrace.formats.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.Tier;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON object a line, as Fastly's log streaming sends them: behind the header of syslog, which
 * names the cache node, or alone. Which members an object has is up to the log's owner; known are
 * those of Fastly's own examples. Members of inner objects are columns such as {@code
 * http.protocol}.
 */
final class FastlyParser implements LineParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** A node is named after its location: cache-iad-kiad7000128 stands in IAD. */
  private static final Pattern NODE = Pattern.compile("\\bcache-([a-z]+)[a-z0-9-]*\\b");

  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("event_time", List.of("date_time", "timestamp", "time_start", "event_time")),
          Map.entry("site", List.of("service_id", "service", "site", "request_host", "host")),
          Map.entry("pop", List.of("fastly_pop", "pop", "datacenter", "edge_location", "@pop")),
          Map.entry("host", List.of("fastly_server", "server_identity", "@node")),
          Map.entry("source", List.of("source")),
          Map.entry("tier", List.of("@tier")),
          Map.entry("client", List.of("client_ip", "ip")),
          Map.entry("country", List.of("client_country_code", "geo_country", "country")),
          Map.entry("protocol", List.of("request_protocol", "http.protocol", "protocol")),
          Map.entry("method", List.of("request_method", "method")),
          Map.entry("request_host", List.of("request_host", "host")),
          Map.entry("path", List.of("path", "request_path")),
          Map.entry("referrer", List.of("request_referer", "referer", "http.referer")),
          Map.entry("user_agent", List.of("request_user_agent", "user_agent", "http.useragent")),
          Map.entry("status", List.of("response_status", "status")),
          Map.entry("response_bytes", List.of("response_bytes", "@sent", "bytes")),
          Map.entry("body_bytes", List.of("response_bytes_body", "response_body_size")),
          Map.entry("cache_status", List.of("@cache")),
          Map.entry("ttfb_ms", List.of("@ttfb", "ttfb_ms")),
          Map.entry("total_ms", List.of("@total", "total_ms")));

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    int start = line.indexOf('{');
    if (start < 0) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected a JSON object, got " + Excerpt.of(line));
    }
    readObject(line, start, columns);
    Matcher node = NODE.matcher(line).region(0, start);
    if (node.find()) {
      columns.put("@node", node.group());
      columns.put("@pop", node.group(1).toUpperCase(Locale.ROOT));
    }
    derive(columns);
    return true;
  }

  private static void readObject(String line, int start, Map<String, String> columns)
      throws BadRecordException {
    try (JsonParser parser =
        FACTORY.createParser(line.toCharArray(), start, line.length() - start)) {
      parser.nextToken();
      readMembers("", parser, columns);
      if (parser.nextToken() != null) {
        throw new BadRecordException(
            ErrorCode.TRAILING_BYTES,
            "the JSON object is followed by " + Excerpt.of(parser.getText()));
      }
    } catch (StreamConstraintsException beyondLimits) {
      throw new BadRecordException(ErrorCode.TOO_LARGE, firstLine(beyondLimits));
    } catch (JsonProcessingException malformed) {
      throw new BadRecordException(ErrorCode.MALFORMED, "no JSON: " + firstLine(malformed));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void readMembers(String prefix, JsonParser parser, Map<String, String> columns)
      throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readMembers(prefix + name + ".", parser, columns);
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        CombinedParser.put(columns, prefix + name, parser.getText());
      }
    }
  }

  private static String firstLine(JsonProcessingException failure) {
    String message = failure.getOriginalMessage().lines().findFirst().orElse("").strip();
    // Where the object starts everybody knows.
    int marker = message.indexOf(" (start marker");
    return marker < 0 ? message : message.substring(0, marker);
  }

  private static void derive(Map<String, String> columns) {
    String url = columns.get("url");
    if (url != null) {
      RequestTarget target = RequestTarget.of(url);
      columns.putIfAbsent("path", target.path());
      if (target.host() != null) {
        columns.putIfAbsent("host", target.host());
      }
    }
    if ("true".equals(columns.get("is_shield")) && !"true".equals(columns.get("is_edge"))) {
      columns.put("@tier", Tier.SHIELD.name());
    }
    String state = first(columns, "response_state", "fastly_info_state", "cache_status");
    if (state != null) {
      columns.put("@cache", cacheStatus(state.toUpperCase(Locale.ROOT)).name());
    } else if ("true".equals(columns.get("is_cache_hit"))) {
      columns.put("@cache", CacheStatus.HIT.name());
    }
    sum(columns, "response_bytes_header", "response_bytes_body");
    sum(columns, "response_header_size", "response_body_size");
    millis(columns, "time_to_first_byte", "@ttfb");
    millis(columns, "response_time", "@total");
  }

  private static String first(Map<String, String> columns, String... names) {
    for (String name : names) {
      if (columns.containsKey(name)) {
        return columns.get(name);
      }
    }
    return null;
  }

  private static void sum(Map<String, String> columns, String header, String body) {
    try {
      if (columns.containsKey(header) && columns.containsKey(body)) {
        long sent = Math.addExact(number(columns, header), number(columns, body));
        columns.put("@sent", Long.toString(sent));
      }
    } catch (ArithmeticException | NumberFormatException wrong) {
      columns.put("@sent", columns.get(header) + "+" + columns.get(body));
    }
  }

  private static long number(Map<String, String> columns, String name) {
    return Long.parseLong(columns.get(name));
  }

  /** Fastly gives times in s; what is no number is told when the field is read. */
  private static void millis(Map<String, String> columns, String seconds, String name) {
    String text = columns.get(seconds);
    if (text != null) {
      try {
        columns.put(name, Double.toString(new BigDecimal(text).movePointRight(3).doubleValue()));
      } catch (NumberFormatException wrong) {
        columns.put(name, text);
      }
    }
  }

  private static CacheStatus cacheStatus(String state) {
    if (state.contains("SYNTH")) {
      return CacheStatus.SYNTHETIC;
    } else if (state.startsWith("HITPASS") || state.startsWith("PASS")) {
      return CacheStatus.PASS;
    } else if (state.contains("STALE")) {
      return CacheStatus.STALE_HIT;
    } else if (state.startsWith("HIT")) {
      return CacheStatus.HIT;
    } else if (state.startsWith("MISS")) {
      return CacheStatus.MISS;
    }
    return state.startsWith("ERROR") ? CacheStatus.ERROR : CacheStatus.UNKNOWN;
  }
}
