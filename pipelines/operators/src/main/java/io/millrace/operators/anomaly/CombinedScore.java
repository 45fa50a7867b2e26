package io.millrace.operators.anomaly;

/**
 * One calibrated score from those of two scorers, by Fisher's method (1932): for two tail
 * probabilities whose product is <i>c</i> the chance of a product so small is <i>c</i>(1 − ln
 * <i>c</i>). Exact if the two are independent; scorers of one series are not quite.
 */
public final class CombinedScore {
  private static final double LN_10 = StrictMath.log(10);

  private CombinedScore() {}

  /**
   * The combined score, −log10 of a tail probability as the two are.
   *
   * @param one at least 0
   * @param other at least 0
   */
  public static double of(double one, double other) {
    double sum = one + other;
    return sum - StrictMath.log10(1 + LN_10 * sum);
  }
}
