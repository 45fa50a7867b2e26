package io.millrace.runner.diff.report;

import io.millrace.runner.diff.compare.Side;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One number of one series over time, on both sides.
 *
 * @param field which number
 * @param series whose
 * @param points in order of time, two at least
 */
record Plot(String field, String series, List<Point> points) {

  /**
   * What the number was at one time.
   *
   * @param values by the sides that have one
   * @param differs whether the sides differ there, beyond the tolerance
   */
  record Point(Instant time, Map<Side, Double> values, boolean differs) {}

  Instant from() {
    return points.get(0).time();
  }

  Instant to() {
    return points.get(points.size() - 1).time();
  }
}
