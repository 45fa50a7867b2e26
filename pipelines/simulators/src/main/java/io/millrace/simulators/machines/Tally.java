package io.millrace.simulators.machines;

/** Numbers of parts. */
record Tally(long produced, long good, long scrap, long rework) {
  static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        produced + other.produced, good + other.good, scrap + other.scrap, rework + other.rework);
  }
}
