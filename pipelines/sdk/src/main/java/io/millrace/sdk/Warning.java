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
  /** More than one event in a hundred was late, told at the end of a bounded run. */
  LATE_EVENTS("more than 1 in 100 events came too late for every result; they are kept aside");

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
