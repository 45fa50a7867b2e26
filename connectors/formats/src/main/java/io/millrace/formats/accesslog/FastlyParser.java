package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.schemas.cdn.Tier;
import io.millrace.sdk.ErrorCode;
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
    int start = line.indexOf('{', SyslogPrefix.end(line));
    if (start < 0) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected a JSON object, got " + Excerpt.of(line));
    }
    JsonMembers.read(line, start, columns);
    Matcher node = NODE.matcher(line).region(0, start);
    if (node.find()) {
      columns.put("@node", node.group());
      columns.put("@pop", node.group(1).toUpperCase(Locale.ROOT));
    }
    derive(columns);
    return true;
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
      columns.put("@cache", state);
    } else if ("true".equals(columns.get("is_cache_hit"))) {
      columns.put("@cache", "HIT");
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
}
