package io.millrace.it.nab;

/**
 * What a detection is worth, by the Numenta Anomaly Benchmark (Lavin and Ahmad 2015).
 *
 * @param falsePositive weight of a detection outside of all windows
 * @param falseNegative weight of a window that is missed
 */
record NabProfile(String name, double falsePositive, double falseNegative) {
  static final NabProfile STANDARD = new NabProfile("standard", 0.11, 1);
  static final NabProfile LOW_FALSE_POSITIVES = new NabProfile("low FP", 0.22, 1);
  static final NabProfile LOW_FALSE_NEGATIVES = new NabProfile("low FN", 0.11, 2);
}
