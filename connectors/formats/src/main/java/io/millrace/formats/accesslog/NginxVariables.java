package io.millrace.formats.accesslog;

import io.millrace.formats.accesslog.Meaning.Shape;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of nginx's {@code log_format}. Its times are those of the end of a request, which
 * began {@code $request_time} earlier. What is not listed here is ignored.
 */
final class NginxVariables {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([a-z0-9_]+)}|([a-z0-9_]+))", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Meaning> KNOWN =
      Map.ofEntries(
          Map.entry("remote_addr", Meanings.CLIENT),
          Map.entry("time_local", Meanings.COMMON_END),
          Map.entry("time_iso8601", Meanings.END.ranked(1)),
          Map.entry("msec", Meanings.END.ranked(2)),
          Map.entry("request", Meanings.REQUEST),
          Map.entry("request_method", Meanings.METHOD),
          Map.entry("request_uri", Meanings.TARGET.ranked(1)),
          Map.entry("uri", Meanings.TARGET),
          Map.entry("document_uri", Meanings.TARGET),
          Map.entry("server_protocol", Meanings.PROTOCOL),
          Map.entry("status", Meanings.STATUS),
          Map.entry("body_bytes_sent", Meanings.BODY_BYTES),
          Map.entry("bytes_sent", Meanings.SENT_BYTES),
          Map.entry("request_time", Meanings.total(0)),
          Map.entry("http_referer", Meanings.REFERRER),
          Map.entry("http_user_agent", Meanings.USER_AGENT),
          Map.entry("server_name", Meanings.SITE),
          Map.entry("host", Meanings.REQUEST_HOST.ranked(1)),
          Map.entry("http_host", Meanings.REQUEST_HOST),
          Map.entry("hostname", Meanings.NODE),
          Map.entry("request_id", Meanings.REQUEST_ID),
          Map.entry("geoip_country_code", Meanings.COUNTRY),
          Map.entry("upstream_cache_status", Meanings.CACHE));

  /** Variables whose values are what a client or an upstream sent. */
  private static final Pattern FREE =
      Pattern.compile("(?:sent_)?(?:http|trailer|cookie|arg|upstream_http|upstream_cookie)_.*");

  private NginxVariables() {}

  static void read(String format, LogFormat parts) {
    Matcher variable = VARIABLE.matcher(format);
    int at = 0;
    while (variable.find()) {
      parts.literal(format.substring(at, variable.start()));
      String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
      parts.field("$" + name, name, meaning(name));
      at = variable.end();
    }
    parts.literal(format.substring(at));
  }

  private static Meaning meaning(String name) {
    Meaning known = KNOWN.get(name);
    if (known != null) {
      return known;
    } else if (FREE.matcher(name).matches()) {
      return Meanings.ANY_TEXT;
    }
    Meaning word = name.startsWith("upstream_") ? Meanings.ANY_LIST : Meanings.NOTHING;
    // A user may have a blank in its name, and stands before a bracket in most formats.
    return name.equals("remote_user") ? new Meaning("", Shape.TEXT, 0, word.filling()) : word;
  }
}
