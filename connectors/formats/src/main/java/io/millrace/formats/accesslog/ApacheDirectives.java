package io.millrace.formats.accesslog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directives of Apache httpd's {@code LogFormat}, with those of varnishncsa. Those that no
 * field of the schema takes are ignored; a letter that is no directive is refused.
 */
final class ApacheDirectives {
  /** What Traefik calls CLF: the combined format, a count, router, server and a duration. */
  static final String TRAEFIK =
      "%h - %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %k \"%{router}n\""
          + " \"%{server}n\" %{ms}Tms";

  private static final Pattern DIRECTIVE =
      Pattern.compile("%(?:%|((?:[!,<>0-9]|\\{[^}]*})*+)(\\^[a-zA-Z]{2}|[a-zA-Z]))");

  private static final Pattern ARGUMENT = Pattern.compile("\\{([^}]*)}");

  /** Directives that take no argument, or whose argument changes nothing of what is read. */
  private static final Map<String, Meaning> PLAIN =
      Map.ofEntries(
          Map.entry("h", Meanings.CLIENT),
          Map.entry("a", Meanings.CLIENT.ranked(1)),
          Map.entry("u", Meanings.ANY_TEXT),
          Map.entry("r", Meanings.REQUEST),
          Map.entry("m", Meanings.METHOD),
          Map.entry("U", Meanings.TARGET),
          Map.entry("H", Meanings.PROTOCOL),
          Map.entry("s", Meanings.STATUS),
          Map.entry("b", Meanings.BODY_BYTES_OR_HYPHEN),
          Map.entry("B", Meanings.BODY_BYTES.ranked(1)),
          Map.entry("O", Meanings.SENT_BYTES),
          Map.entry("I", Meanings.ANY_NUMBER),
          Map.entry("S", Meanings.ANY_NUMBER),
          Map.entry("D", Meanings.total(6)),
          Map.entry("^FB", Meanings.firstByte(6)),
          Map.entry("v", Meanings.SITE),
          Map.entry("V", Meanings.SITE.ranked(-1)));

  /** What directives with an argument say, in small letters. */
  private static final Map<String, Meaning> WITH_ARGUMENT =
      Map.ofEntries(
          Map.entry("{referer}i", Meanings.REFERRER),
          Map.entry("{user-agent}i", Meanings.USER_AGENT),
          Map.entry("{host}i", Meanings.REQUEST_HOST),
          Map.entry("{s}t", Meanings.total(0)),
          Map.entry("{ms}t", Meanings.total(3)),
          Map.entry("{us}t", Meanings.total(6)),
          Map.entry("{varnish:time_firstbyte}x", Meanings.firstByte(0)),
          Map.entry("{varnish:hitmiss}x", Meanings.CACHE),
          Map.entry("{varnish:handling}x", Meanings.CACHE.ranked(1)));

  /** What is known and of no use, which may hold blanks where it has an argument. */
  private static final String IGNORED = "AfklLpPqRXCeinocx";

  private ApacheDirectives() {}

  static void read(String format, LogFormat parts) {
    Matcher directive = DIRECTIVE.matcher(format);
    int at = 0;
    while (directive.find()) {
      literal(format.substring(at, directive.start()), parts);
      at = directive.end();
      if (directive.group(2) == null) {
        parts.literal("%");
        continue;
      }
      String modifiers = directive.group(1);
      Matcher found = ARGUMENT.matcher(modifiers);
      String argument = found.find() ? found.group(1) : null;
      String letter = directive.group(2);
      if (letter.equals("q") && format.startsWith("%U", directive.start() - 2)) {
        // %U%q is one text, whose query is cut off.
        continue;
      }
      field(directive.group(), letter, argument, modifiers, parts);
    }
    literal(format.substring(at), parts);
  }

  private static void literal(String text, LogFormat parts) {
    if (text.indexOf('%') >= 0) {
      throw LogFormat.wrong(
          "expected a directive of Apache, or %%, at '" + text.substring(text.indexOf('%')) + "'");
    }
    parts.literal(text);
  }

  private static void field(
      String shown, String letter, String argument, String modifiers, LogFormat parts) {
    if (letter.equals("t")) {
      time(shown, argument, parts);
      return;
    }
    parts.field(
        shown, argument == null ? shown : argument, meaning(shown, letter, argument, modifiers));
  }

  private static Meaning meaning(String shown, String letter, String argument, String modifiers) {
    // %T takes a unit; others an argument, in which letters are not told apart.
    if (letter.equals("T")) {
      return duration(shown, argument);
    } else if (argument != null) {
      Meaning known = WITH_ARGUMENT.get("{" + argument.toLowerCase(Locale.ROOT) + "}" + letter);
      if (known != null) {
        return known;
      } else if (letter.equals("a")) {
        return argument.equals("c") ? Meanings.CLIENT.ranked(-1) : Meanings.NOTHING;
      } else if (IGNORED.contains(letter) || letter.startsWith("^t")) {
        return letter.equals("p") || letter.equals("P") ? Meanings.NOTHING : Meanings.ANY_TEXT;
      }
    }
    Meaning plain = PLAIN.get(letter);
    if (plain == Meanings.STATUS && modifiers.indexOf('>') >= 0) {
      return plain.ranked(1);
    } else if (plain != null) {
      return plain;
    } else if (IGNORED.contains(letter)) {
      return Meanings.NOTHING;
    }
    throw LogFormat.wrong("Apache has no directive " + shown);
  }

  private static Meaning duration(String shown, String unit) {
    return switch (unit == null ? "s" : unit) {
      case "s" -> Meanings.total(0);
      case "ms" -> Meanings.total(3);
      case "us" -> Meanings.total(6);
      default -> throw LogFormat.wrong("expected s, ms or us as the unit of " + shown);
    };
  }

  private static void time(String shown, String argument, LogFormat parts) {
    if (argument == null) {
      parts.literal("[");
      parts.field(shown, shown, Meanings.COMMON_START);
      parts.literal("]");
      return;
    }
    boolean end = argument.startsWith("end:");
    String form = argument.replaceFirst("^(?:begin|end):", "");
    if (end && form.matches(".*%[FTHYd].*") && !form.contains("%z")) {
      throw LogFormat.wrong(shown + " says no offset; expected %z in it, or %{end:msec}t");
    }
    String column = end ? Meaning.END : "event_time";
    Meaning meaning =
        switch (form) {
          case "", "sec", "%s" -> Meanings.time(column, LogTimes.since1970(0));
          case "msec" -> Meanings.time(column, LogTimes.since1970(3)).ranked(1);
          case "usec" -> Meanings.time(column, LogTimes.since1970(6)).ranked(2);
          case "msec_frac", "usec_frac" -> Meanings.ANY_NUMBER;
          default -> Meanings.timeText(column, StrftimePattern.of(form));
        };
    parts.field(shown, shown, meaning);
  }
}
