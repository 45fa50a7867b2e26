package io.millrace.it.nab;

import java.time.Instant;
import java.util.List;

/**
 * One series of the benchmark.
 *
 * @param times of the rows, in the order of the file
 * @param scores of the rows; 0 where there is none
 * @param windows in which an anomaly is to be found, in order
 */
record NabFile(String name, List<Instant> times, double[] scores, List<Window> windows) {

  /** Both ends belong to it. */
  record Window(Instant start, Instant end) {

    boolean contains(Instant time) {
      return !time.isBefore(start) && !time.isAfter(end);
    }
  }

  NabFile {
    if (times.size() != scores.length) {
      throw new IllegalArgumentException(
          name + " has " + times.size() + " rows and " + scores.length + " scores");
    }
  }
}
