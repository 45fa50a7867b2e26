package io.millrace.industrial.oee;

import java.util.Map;

/**
 * What the key figures of one window are made of. Times are in us, and exact.
 *
 * @param shift the name of the shift; null for none
 * @param planned PBT
 * @param spent planned time by what it was spent on; all of them together are {@code planned}
 * @param unplannedProduction production outside of planned time
 * @param stopsByReason planned time that was no production
 * @param parts what was made
 * @param failures how the machine failed
 * @param eventful whether there are states or counts in the window
 */
record Elements(
    String shift,
    long planned,
    Map<Loss, Long> spent,
    long unplannedProduction,
    Map<String, Long> stopsByReason,
    Parts parts,
    Failures failures,
    boolean eventful) {

  /** Whether there is anything to say about the window. */
  boolean hasContent() {
    return planned > 0 || eventful;
  }

  /** Whether the key figures are the same. */
  boolean agreesWith(Elements other) {
    return figures().equals(other.figures());
  }

  private Elements figures() {
    return new Elements(
        shift, planned, spent, unplannedProduction, stopsByReason, parts, failures, true);
  }

  long spent(Loss on) {
    return spent.getOrDefault(on, 0L);
  }

  /** PBT - APT. */
  long availabilityLoss() {
    return planned - spent(Loss.PRODUCTION);
  }
}
