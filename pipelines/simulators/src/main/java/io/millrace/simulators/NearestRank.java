package io.millrace.simulators;

/** Which of sorted values a percentile is, by the nearest-rank method, in whole numbers. */
public final class NearestRank {
  private NearestRank() {}

  /**
   * The position, from 0, of the first value that as many percent of all values, or more, do not
   * exceed.
   *
   * @param percent from 1 to 100
   * @param count at least 1
   */
  public static long position(int percent, long count) {
    long whole = count / 100 * percent;
    long rest = count % 100 * percent;
    return whole + (rest + 99) / 100 - 1;
  }
}
