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
 * @param events states and counts in the window
 */
record Elements(
    String shift,
    long planned,
    Map<Loss, Long> spent,
    long unplannedProduction,
    Map<String, Long> stopsByReason,
    Parts parts,
    Failures failures,
    long events) {

  /** Whether there is anything to say about the window. */
  boolean hasContent() {
    return planned > 0 || events > 0;
  }

  long spent(Loss on) {
    return spent.getOrDefault(on, 0L);
  }

  /** PBT - APT. */
  long availabilityLoss() {
    return planned - spent(Loss.PRODUCTION);
  }
}
