package io.millrace.simulators;

/** What a simulated record is, and so what should become of it. */
public enum Truth {
  /** In time: displaced by less than the out-of-orderness. */
  GOOD,
  /** Behind by more than the out-of-orderness, but within the lateness: corrects a result. */
  CORRECTING,
  /** Behind by more than the lateness allows: counted, and in no result. */
  LATE,
  /** Sent before, to the byte. */
  DUPLICATE,
  /** From a clock that is ahead: later than its arrival by more than is allowed. */
  FUTURE,
  /** No reading at all: a dead letter. */
  MALFORMED
}
