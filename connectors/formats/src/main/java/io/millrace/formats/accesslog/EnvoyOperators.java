package io.millrace.formats.accesslog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command operators of Envoy's format strings. X-Forwarded-For is not taken for the client, for
 * a client writes there what it likes. What is not listed here is ignored.
 */
final class EnvoyOperators {
  /** What Envoy writes where nobody has chosen a format. */
  static final String DEFAULT =
      "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\""
          + " %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION%"
          + " %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\""
          + " \"%REQ(USER-AGENT)%\" \"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\""
          + " \"%UPSTREAM_HOST%\"";

  private static final Pattern OPERATOR =
      Pattern.compile("%([A-Z][A-Z0-9_]*)(?:\\(([^)]*)\\))?(?::\\d+)?%");

  private static final Map<String, Meaning> KNOWN =
      Map.ofEntries(
          Map.entry("START_TIME", Meanings.START),
          Map.entry("REQ(:METHOD)", Meanings.METHOD),
          Map.entry("REQ(X-ENVOY-ORIGINAL-PATH?:PATH)", Meanings.TARGET.ranked(1)),
          Map.entry("REQ(X-ENVOY-ORIGINAL-PATH)", Meanings.TARGET),
          Map.entry("REQ(:PATH)", Meanings.TARGET),
          Map.entry("PROTOCOL", Meanings.PROTOCOL),
          Map.entry("RESPONSE_CODE", Meanings.STATUS),
          Map.entry("BYTES_RECEIVED", Meanings.ANY_NUMBER),
          Map.entry("BYTES_SENT", Meanings.BODY_BYTES),
          Map.entry("DURATION", Meanings.total(3)),
          Map.entry("RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)", Meanings.ANY_NUMBER),
          Map.entry("REQ(REFERER)", Meanings.REFERRER),
          Map.entry("REQ(USER-AGENT)", Meanings.USER_AGENT),
          Map.entry("REQ(X-REQUEST-ID)", Meanings.REQUEST_ID),
          Map.entry("REQ(:AUTHORITY)", Meanings.REQUEST_HOST),
          Map.entry("DOWNSTREAM_REMOTE_ADDRESS", Meanings.CLIENT),
          Map.entry("DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT", Meanings.CLIENT));

  private EnvoyOperators() {}

  static void read(String format, LogFormat parts) {
    Matcher operator = OPERATOR.matcher(format);
    int at = 0;
    while (operator.find()) {
      parts.literal(format.substring(at, operator.start()));
      String argument = operator.group(2);
      String name =
          argument == null
              ? operator.group(1)
              : operator.group(1) + "(" + argument.toUpperCase(Locale.ROOT) + ")";
      if (name.startsWith("START_TIME(")) {
        throw LogFormat.wrong("a format within START_TIME is not known; expected %START_TIME%");
      }
      Meaning other = argument == null ? Meanings.NOTHING : Meanings.ANY_TEXT;
      parts.field(
          operator.group(), argument == null ? name : argument, KNOWN.getOrDefault(name, other));
      at = operator.end();
    }
    parts.literal(format.substring(at));
  }
}
