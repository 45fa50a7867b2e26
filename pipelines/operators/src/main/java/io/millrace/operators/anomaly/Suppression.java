package io.millrace.operators.anomaly;

/**
 * After an alarm, only what is worse than it is an alarm again, for a number of readings.
 *
 * @param remaining readings for which the last alarm still suppresses others
 * @param peak the score of that alarm
 */
public record Suppression(int remaining, double peak) {
  /** Nothing is suppressed. */
  public static final Suppression NONE = new Suppression(0, 0);

  /** One reading later. */
  public Suppression next() {
    return remaining == 0 ? this : new Suppression(remaining - 1, peak);
  }

  /** Whether a score that reaches the threshold is but the echo of an alarm. */
  public boolean suppresses(double score) {
    return remaining > 0 && score <= peak;
  }

  /**
   * After an alarm.
   *
   * @param readings that follow, over which it suppresses others
   */
  public static Suppression after(double score, int readings) {
    return new Suppression(readings, score);
  }
}
