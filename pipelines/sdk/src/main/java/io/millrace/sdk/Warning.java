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
          + " counts, whatever the order of arrival was");

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
