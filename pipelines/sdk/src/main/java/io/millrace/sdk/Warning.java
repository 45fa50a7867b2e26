package io.millrace.sdk;

import java.util.Locale;

/**
 * What a user is warned of: data that was read by a stated rule, and that may mean something else.
 * Each kind is counted by input, in {@code summary.json} and as a metric; {@code docs/formats.md}
 * explains them.
 */
public enum Warning {
  /** An event time is more than a year ahead of its record, and the input has no max-future. */
  FAR_FUTURE(
      "an event time is more than a year ahead of its record, and may make the events of other"
          + " sources late; expected 'max-future' in 'time' of the input"),
  /** An Avro record holds a symbol of an enum that was added after the reader's schema. */
  LATER_SYMBOL(
      "the writer's schema has a symbol of this enum that the reader's does not; the event takes the"
          + " default of the enum, and a later release of the schema may know the symbol"),
  /** A field of {@code deduplicate.by} is null, so the event can't be compared with others. */
  NULL_IN_KEY("a field of 'deduplicate: by' is null; the event passes and is not compared"),
  /** A line goes on after the last field of its layout. */
  IGNORED_FIELDS("a line has fields beyond its layout; they are ignored, and all before is read"),
  /** A line ends within its last quoted field, or a file behind a delimiter. */
  TRUNCATED_LINE("a line ends early; all before its end is whole, and is read"),
  /** A column or member fills no field, though a field of a similar name is without one. */
  UNUSED_COLUMN("it fills no field, and the field of that name takes its constant or default"),
  /** A column or member fills no field, as most do in exports of other systems. */
  IGNORED_COLUMN("it fills no field", true),

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
          + " reader of the input"),
  /** A cost has more decimal places than are kept. */
  ROUNDED_COST("a cost of a bill has more than 18 decimal places; it is rounded to 18, half even"),
  /** Rows of a bill are alike, and nothing says whether one is a copy of the other. */
  ALIKE_ROWS(
      "rows of a bill are alike and name neither a charge_id nor their export; each is counted,"
          + " though one may be a copy sent again"),
  /** Rows of a bill count that the latest export of the bill does not list. */
  EARLIER_EXPORT(
      "rows of a bill count that only an export before the latest of their billing period lists;"
          + " if each export lists the whole period, read the latest alone"),
  /** One export states a row of a bill twice, differently. */
  RESTATED_IN_ONE_EXPORT(
      "a row of a bill was stated again with the same sequence; the statement that came last"
          + " counts, whatever the order of arrival was"),
  /** More than one event in a hundred was late, told at the end of a bounded run. */
  LATE_EVENTS("more than 1 in 100 events came too late for every result; they are kept aside"),
  /** A time or an amount that is not possible beside the others of its record. */
  NOT_BELIEVED("a time or an amount is out of all proportion; it counts as not known"),
  /** A job's submission is nowhere said. */
  NO_SUBMISSION(
      "the submission of a job is not said; its wait is not known, and its event time is its"
          + " start, else its end"),
  /** A count that is written with K, M or G, so that its last digits are lost. */
  SHORTENED_COUNT(
      "a count is written with K, M or G, and may be rounded; K is 1024 (sacct --noconvert prints"
          + " all digits)");

  private final String explanation;
  private final boolean quiet;

  Warning(String explanation) {
    this(explanation, false);
  }

  Warning(String explanation, boolean quiet) {
    this.explanation = explanation;
    this.quiet = quiet;
  }

  /**
   * Whether it is ordinary: it stands in the summary under {@code unused} and is printed nowhere.
   */
  public boolean isQuiet() {
    return quiet;
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
