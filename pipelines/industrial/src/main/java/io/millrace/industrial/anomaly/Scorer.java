package io.millrace.industrial.anomaly;

/** What a reading is compared with. */
public enum Scorer {
  /** The level of the readings before it. */
  EWMA_RESIDUAL,
  /** Runs of readings of the past. */
  KNN_SHINGLE,
  /** The level of long ago. */
  LEVEL_DRIFT
}
