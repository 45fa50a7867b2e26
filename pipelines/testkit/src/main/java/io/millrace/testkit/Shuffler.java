package io.millrace.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/** Orders in which events may arrive, the same for the same seed. */
public final class Shuffler {
  private final Random random;

  public Shuffler(long seed) {
    this.random = new Random(seed);
  }

  /**
   * An order in which no event comes after one whose time is more than a bound greater.
   *
   * @param timeMillis the event time, in ms since 1970-01-01T00:00:00Z
   */
  public <T> List<T> displace(List<T> events, ToLongFunction<T> timeMillis, Duration bound) {
    // An event arrives at most the bound after its time, so all that overtake it are that close.
    record Arrival<T>(T event, long at) {}
    List<Arrival<T>> arrivals = new ArrayList<>();
    for (T event : events) {
      long delay = random.nextLong(bound.toMillis() + 1);
      arrivals.add(new Arrival<>(event, timeMillis.applyAsLong(event) + delay));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::event).toList();
  }
}
