package io.millrace.simulators;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The way of simulated events to the broker: most arrive in time, some late, twice, or as bytes
 * that are none. Keeps them until they are due. Times are in us since 1970-01-01T00:00:00Z.
 */
public final class Delivery {
  private record Sent(String input, byte[] key, byte[] value, Truth truth, long due, long order) {}

  /** A share of the bound on disorder, so that what is good is so whatever is between. */
  private static final double PUNCTUAL = 0.45;

  private final SplittableRandom random;
  private final DeliveryFaults faults;
  private final long bound;
  private final long lateness;
  private final long tooLate;
  private final long end;
  private final PriorityQueue<Sent> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Sent::due).thenComparingLong(Sent::order));
  private long order;

  /**
   * A way on which nothing is yet.
   *
   * @param tooLate after so long an event is late for certain
   * @param end events that would be late after this are sent in time instead
   */
  public Delivery(
      SplittableRandom random, DeliveryFaults faults, Limits limits, Duration tooLate, long end) {
    this.random = random;
    this.faults = faults;
    this.bound = micros(limits.outOfOrderness());
    this.lateness = micros(limits.lateness());
    this.tooLate = micros(tooLate);
    this.end = end;
  }

  /**
   * The times of the input that will read the events.
   *
   * @param outOfOrderness good events are displaced by less than half of this
   * @param lateness correcting events are later than that, and not by more than this
   */
  public record Limits(Duration outOfOrderness, Duration lateness) {
    public Limits {
      if (outOfOrderness.isNegative() || outOfOrderness.isZero()) {
        throw new IllegalArgumentException(
            "out-of-orderness is " + outOfOrderness + "; expected more than zero");
      }
      if (lateness.compareTo(outOfOrderness.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "lateness is " + lateness + "; expected at least twice the out-of-orderness");
      }
    }
  }

  /**
   * Sends an event, as chance has it.
   *
   * @param input that the event is for
   * @param source events of one source stay in one partition
   * @param time of the event
   * @return what becomes of it: GOOD, CORRECTING or LATE
   */
  public Truth send(String input, String source, byte[] value, long time) {
    long due = time + (long) (random.nextDouble() * bound * PUNCTUAL);
    double dice = random.nextDouble();
    Truth truth = Truth.GOOD;
    if ((dice -= faults.duplicates()) < 0) {
      long again = due + 1 + (long) (random.nextDouble() * bound * PUNCTUAL);
      sendAt(input, source, value, Truth.DUPLICATE, again);
    } else if ((dice -= faults.malformed()) < 0) {
      sendAt(input, source, Malformed.from(value, random), Truth.MALFORMED, due);
    } else if ((dice -= faults.correcting()) < 0) {
      truth = Truth.CORRECTING;
      due = time + bound + (long) (random.nextDouble() * (lateness - bound));
    } else if ((dice -= faults.late()) < 0 && time + tooLate < end) {
      truth = Truth.LATE;
      due = time + tooLate;
    }
    sendAt(input, source, value, truth, due);
    return truth;
  }

  /** Sends an event at a time, which is no fault of this way. */
  public void sendAt(String input, String source, byte[] value, Truth truth, long due) {
    byte[] key = source.getBytes(StandardCharsets.UTF_8);
    waiting.add(new Sent(input, key, value, truth, due, order++));
  }

  /** Whether nothing is on the way that is due before a time. */
  public boolean isEmptyUntil(long time) {
    return waiting.isEmpty() || waiting.peek().due() >= time;
  }

  /** Whether nothing is on the way. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What is due next. */
  public SimulatedRecord next() {
    Sent sent = waiting.remove();
    return new SimulatedRecord(
        sent.input(), sent.key(), sent.value(), sent.truth(), instant(sent.due()));
  }

  /** A time in us since 1970-01-01T00:00:00Z. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** A length in us. */
  public static long micros(Duration duration) {
    return Math.addExact(duration.toSeconds() * 1_000_000, duration.toNanosPart() / 1000);
  }

  /** A time from us since 1970-01-01T00:00:00Z. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
