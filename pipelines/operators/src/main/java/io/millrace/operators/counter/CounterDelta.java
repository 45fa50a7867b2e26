package io.millrace.operators.counter;

import java.util.Objects;

/**
 * Increments from the readings of a counter that only grows, starts anew when its source restarts,
 * and may wrap around.
 *
 * <p>A reading below the one before is a wrap, where the counter has a modulus and the step across
 * it is less than half of that; else a reset, after which the counter began at 0, so what it reads
 * now is the increment: nothing counted since the restart is lost. What was counted between the
 * last reading before the restart and the restart itself nobody knows. Readings have to be added in
 * order of time; one that comes with a time not after the last is passed over.
 */
public final class CounterDelta {
  private final Settings settings;
  private long time = Long.MIN_VALUE;
  private long value;

  /**
   * How a counter behaves.
   *
   * @param modulus what the counter wraps around at, such as 2^32; 0 if it does not
   * @param jitter by how much a reading may be below the one before without being a reset, as where
   *     several threads write the counter
   */
  public record Settings(long modulus, long jitter) {

    public Settings {
      if (modulus < 0 || jitter < 0) {
        throw new IllegalArgumentException(
            "modulus is " + modulus + " and jitter " + jitter + "; expected none below 0");
      }
    }

    /** A counter that neither wraps nor jitters. */
    public static Settings plain() {
      return new Settings(0, 0);
    }
  }

  /** What a reading was. */
  public enum Kind {
    /** The first one: there is nothing to compare it with. */
    FIRST,
    /** Not below the one before. */
    INCREASE,
    /** Below the one before, for the counter has wrapped around. */
    WRAP,
    /** Below the one before, for the counter has started anew. */
    RESET,
    /** Below the one before, by no more than the jitter. */
    JITTER,
    /** Of a time not after that of the one before. */
    STALE
  }

  /**
   * What a reading says.
   *
   * @param amount by how much the counter grew since the reading before, never negative
   * @param since the time of that reading, in the unit of the times; that of this one for FIRST and
   *     STALE
   */
  public record Increment(Kind kind, long amount, long since) {}

  /** A counter of which nothing is known. */
  public CounterDelta(Settings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  /** A counter as it was last read. */
  public CounterDelta(Settings settings, long time, long value) {
    this(settings);
    this.time = time;
    this.value = value;
  }

  /**
   * Adds a reading.
   *
   * @param at its time, in any unit
   * @param read what the counter says, not negative
   * @throws IllegalArgumentException if that is negative
   */
  public Increment add(long at, long read) {
    if (read < 0) {
      throw new IllegalArgumentException("a counter says " + read + "; expected none below 0");
    }
    if (time == Long.MIN_VALUE) {
      return next(at, read, Kind.FIRST, 0, at);
    } else if (at <= time) {
      return new Increment(Kind.STALE, 0, at);
    } else if (read >= value) {
      return next(at, read, Kind.INCREASE, read - value, time);
    } else if (value - read <= settings.jitter) {
      // The greater reading stands, or what lies between would be counted twice.
      return next(at, value, Kind.JITTER, 0, time);
    }
    long acrossModulus = settings.modulus - value + read;
    boolean wrapped = value < settings.modulus && acrossModulus < settings.modulus / 2;
    return wrapped
        ? next(at, read, Kind.WRAP, acrossModulus, time)
        : next(at, read, Kind.RESET, read, time);
  }

  /** The time of the last reading; {@link Long#MIN_VALUE} before the first. */
  public long time() {
    return time;
  }

  /** The last reading; 0 before the first. */
  public long value() {
    return value;
  }

  private Increment next(long at, long read, Kind kind, long amount, long since) {
    time = at;
    value = read;
    return new Increment(kind, amount, since);
  }
}
