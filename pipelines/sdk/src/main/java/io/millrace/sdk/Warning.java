package io.millrace.sdk;

import java.util.Locale;

/**
 * What a user is warned of: data that was read by a stated rule, and that may mean something else.
 * Each kind is counted by input, in {@code summary.json} and as a metric; {@code docs/formats.md}
 * explains them.
 */
public enum Warning {
  /** A field of {@code deduplicate.by} is null, so the event can't be compared with others. */
  NULL_IN_KEY("a field of 'deduplicate: by' is null; the event passes and is not compared"),

  /** A number is a time, and no {@code time-format} tells its unit. */
  ASSUMED_TIME_UNIT(
      "numbers are read in the one unit since 1970 that gives years from 1990 to 2100; name it with"
          + " time-format; counted once for each file and field"),

  /** A number is a time in another unit than the first of its file or partition. */
  MIXED_TIME_UNITS("a number is a time in another unit than the first one; it is read in its own"),

  /** A local time occurs twice, and the order of its source does not tell which one it is. */
  AMBIGUOUS_TIME(
      "clocks were put back, and this local time occurred twice; the more likely one is taken, the"
          + " earlier if nothing tells; write times in UTC or with their offset"),

  /** A local time does not exist, for clocks were put forward. */
  NONEXISTENT_TIME(
      "clocks were put forward over this local time; it is read as of a clock that was not"),

  /** An event of before 1990-01-01. */
  TIME_BEFORE_1990(
      "the event time is before 1990, as of a wrong unit or a clock that was never set"),

  /** An event of more than a day ahead of the clock of the machine that reads it. */
  TIME_IN_FUTURE("the event time is more than a day ahead of the clock of this machine"),

  /** Events of more than ten years. */
  TIMES_SPAN_DECADES(
      "events lie more than ten years apart, as of a wrong unit or clock; counted once for each"
          + " reader of the input");

  private final String explanation;

  Warning(String explanation) {
    this.explanation = explanation;
  }

  /** The name in metrics and summaries. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What happened, and what was done, as the end of a sentence. */
  public String explanation() {
    return explanation;
  }
}
