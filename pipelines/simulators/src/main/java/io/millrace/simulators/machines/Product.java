package io.millrace.simulators.machines;

/**
 * What a machine makes.
 *
 * @param idealMillis the time that it needs for one at best
 */
record Product(String name, long idealMillis) {
  long idealNanos() {
    return idealMillis * 1_000_000;
  }
}
