package io.millrace.formats.accesslog;

import io.millrace.formats.value.TextReaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;

/** Times as strftime(3) writes them. One that says no offset is of the zone of the mapping. */
final class StrftimePattern {
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('m', "MM"),
          Map.entry('b', "MMM"),
          Map.entry('h', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('d', "dd"),
          Map.entry('e', "ppd"),
          Map.entry('j', "DDD"),
          Map.entry('H', "HH"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('z', "Z"),
          Map.entry('%', "'%'"));

  private StrftimePattern() {}

  /** A reader of times of a pattern, which has to say date and time of day. */
  static LogTimes.Form of(String strftime) {
    DateTimeFormatterBuilder pattern = new DateTimeFormatterBuilder();
    for (int i = 0; i < strftime.length(); i++) {
      char letter = strftime.charAt(i);
      if (letter == '%') {
        conversion(++i < strftime.length() ? strftime.charAt(i) : ' ', strftime, pattern);
      } else {
        pattern.appendLiteral(letter);
      }
    }
    DateTimeFormatter formatter =
        pattern.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    requireDateAndTime(strftime, formatter);
    return text -> {
      try {
        return text(formatter.parse(text));
      } catch (DateTimeException wrong) {
        throw TextReaders.unexpected("a time of the form " + strftime, text);
      }
    };
  }

  private static void conversion(char letter, String strftime, DateTimeFormatterBuilder pattern) {
    if (!LETTERS.containsKey(letter)) {
      throw LogFormat.wrong(
          "%" + letter + " within %{" + strftime + "}t is not known; expected such as %F %T %z");
    }
    pattern.appendPattern(LETTERS.get(letter));
  }

  private static void requireDateAndTime(String strftime, DateTimeFormatter formatter) {
    try {
      String example = formatter.format(Instant.EPOCH.atZone(ZoneOffset.UTC));
      text(formatter.parse(example));
    } catch (DateTimeException partial) {
      throw LogFormat.wrong("%{" + strftime + "}t does not say date and time of day");
    }
  }

  private static String text(TemporalAccessor parsed) {
    return parsed.isSupported(ChronoField.INSTANT_SECONDS)
        ? Instant.from(parsed).toString()
        : LocalDateTime.from(parsed).toString();
  }
}
