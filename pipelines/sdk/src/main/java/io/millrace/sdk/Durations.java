package io.millrace.sdk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as users write them: a whole number and a unit of {@code ms, s, m, h, d}, such as
 * {@code 250ms} or {@code 10m}.
 */
public final class Durations {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})\\s?(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /** What a text is expected to look like, for messages. */
  public static final String EXPECTED = "a duration such as 250ms, 10s, 5m, 2h or 1d";

  /** Reads a duration; empty if the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher match = SHAPE.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      Duration duration = UNITS.get(match.group(2)).multipliedBy(Long.parseLong(match.group(1)));
      duration.toMillis();
      return Optional.of(duration);
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  /** A duration that is no shorter, by a tenth longer at the most, and has fewer digits. */
  public static Duration roundedUp(long millis) {
    long unit = 1;
    for (String next : new String[] {"s", "m", "h", "d"}) {
      long size = UNITS.get(next).toMillis();
      unit = millis > 10 * size ? size : unit;
    }
    return Duration.ofMillis((millis + unit - 1) / unit * unit);
  }

  /** Writes a duration in the largest unit that holds it exactly. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = UNITS.get(unit).toMillis();
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }
}
