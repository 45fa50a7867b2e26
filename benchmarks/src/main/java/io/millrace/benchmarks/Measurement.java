package io.millrace.benchmarks;

/**
 * What JMH found.
 *
 * @param speed records for each second of CPU time
 * @param error half of the interval that holds the true speed with 99.9 %
 * @param allocated bytes a record
 */
record Measurement(double speed, double error, double allocated) {

  /** How many times as fast as the other this is, with the error of both in its own. */
  Ratio over(Measurement other) {
    double ratio = speed / other.speed;
    return new Ratio(ratio, ratio * Math.hypot(error / speed, other.error / other.speed));
  }

  /** A quotient of two measured values. */
  record Ratio(double value, double error) {}
}
