package io.millrace.simulators.cluster;

/**
 * One time that a request went through the queue, as it came. Times are in s since
 * 1970-01-01T00:00:00Z.
 *
 * @param submit when it was submitted, or requeued
 * @param start null if it never started
 */
record Attempt(Request request, long submit, Long start, long end, String state) {
  boolean first() {
    return submit == request.submit();
  }

  /** Null where no event tells it. */
  Integer processors() {
    return start != null && request.told() ? (Integer) request.processors() : null;
  }
}
