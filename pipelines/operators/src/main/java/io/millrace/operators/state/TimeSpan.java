package io.millrace.operators.state;

/**
 * The time [from, to), in any unit, the same for all; never empty.
 *
 * @param to greater than {@code from}
 */
public record TimeSpan(long from, long to) {

  public TimeSpan {
    if (to <= from) {
      throw new IllegalArgumentException("span [" + from + ", " + to + ") is empty");
    }
  }

  /** How long it is. */
  public long length() {
    return to - from;
  }
}
