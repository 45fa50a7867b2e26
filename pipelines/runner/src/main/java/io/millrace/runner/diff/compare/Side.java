package io.millrace.runner.diff.compare;

/** Of the two that are compared, the first or the second. */
public enum Side {
  A,
  B
}
