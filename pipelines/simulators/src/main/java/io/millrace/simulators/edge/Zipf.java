package io.millrace.simulators.edge;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks from 0 on, of which rank k comes as often as 1 / (k + 1)^exponent says. */
final class Zipf {
  private final double[] cumulative;

  Zipf(int size, double exponent) {
    this.cumulative = new double[size];
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += 1 / StrictMath.pow(k + 1, exponent);
      cumulative[k] = sum;
    }
  }

  int draw(SplittableRandom random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }
}
