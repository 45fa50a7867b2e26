package io.millrace.operators.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The rank of a quantile by the nearest-rank method: {@code ceil(q * count)}, counted from 1 for
 * the least value. So a quantile is the least value that at least that share of all values does not
 * exceed: of 1 and 3, the 50 % quantile is 1, and the 99 % quantile 3.
 */
public final class NearestRank {
  private NearestRank() {}

  /**
   * The rank, from 1 to the count; 1 for {@code q = 0}.
   *
   * @param q from 0 to 1, taken as the shortest decimal that it is printed as: 0.99 is 99/100 here,
   *     while the double is a little less, and its product with 100 would be rounded
   * @param count how many values there are, at least 1
   */
  public static long of(double q, long count) {
    BigDecimal share = BigDecimal.valueOf(q).multiply(BigDecimal.valueOf(count));
    return Math.max(1, share.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
