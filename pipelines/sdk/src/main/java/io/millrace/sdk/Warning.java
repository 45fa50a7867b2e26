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
  /** A field of {@code deduplicate.by} is null, so the event can't be compared with others. */
  NULL_IN_KEY("a field of 'deduplicate: by' is null; the event passes and is not compared"),
  /** A time or an amount that is not possible beside the others of its record. */
  NOT_BELIEVED("a time or an amount is out of all proportion; it counts as not known"),
  /** A job's submission is nowhere said. */
  NO_SUBMISSION(
      "the submission of a job is not said; its wait is not known, and its event time is its"
          + " start, else its end"),
  /** A count that is written with K, M or G, so that its last digits are lost. */
  SHORTENED_COUNT(
      "a count is written with K, M or G, and may be rounded; K is 1000 (sacct --noconvert prints"
          + " all digits)");

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
