package io.millrace.operators.statistics;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;

/**
 * The value of the earliest and of the latest of some readings, by their own order (event time,
 * epoch, sequence, value) and not by that of their arrival.
 */
public final class FirstLast {
  /** How it is kept and sent. */
  public static final Codec<FirstLast> CODEC = new FirstLastCodec();

  /** Where a reading without a sequence stands: before all that have one. */
  private static final long NO_SEQUENCE = Long.MIN_VALUE;

  private record Reading(long time, long epoch, long sequence, double value)
      implements Comparable<Reading> {

    @Override
    public int compareTo(Reading other) {
      if (time != other.time) {
        return Long.compare(time, other.time);
      } else if (epoch != other.epoch) {
        return Long.compare(epoch, other.epoch);
      } else if (sequence != other.sequence) {
        return Long.compare(sequence, other.sequence);
      }
      return Double.compare(value, other.value);
    }
  }

  private Reading earliest;
  private Reading latest;

  /**
   * Adds a reading.
   *
   * @param time of the event, in any unit, the same for all
   * @param sequence null where the source does not count
   */
  public void add(long time, long epoch, Long sequence, double value) {
    add(new Reading(time, epoch, sequence == null ? NO_SEQUENCE : sequence, value));
  }

  /** Adds the readings of another, which stays as it is. */
  public void add(FirstLast other) {
    if (other.earliest != null) {
      add(other.earliest);
      add(other.latest);
    }
  }

  /**
   * The value of the earliest reading.
   *
   * @throws IllegalStateException if no reading was added
   */
  public double first() {
    requireReadings();
    return earliest.value();
  }

  /**
   * The value of the latest reading.
   *
   * @throws IllegalStateException if no reading was added
   */
  public double last() {
    requireReadings();
    return latest.value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FirstLast that
        && Objects.equals(earliest, that.earliest)
        && Objects.equals(latest, that.latest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(earliest, latest);
  }

  @Override
  public String toString() {
    return "FirstLast[" + earliest + ", " + latest + "]";
  }

  private void add(Reading reading) {
    if (earliest == null || reading.compareTo(earliest) < 0) {
      earliest = reading;
    }
    if (latest == null || reading.compareTo(latest) > 0) {
      latest = reading;
    }
  }

  private void requireReadings() {
    if (earliest == null) {
      throw new IllegalStateException("No reading was added");
    }
  }

  /** How it is kept and sent. */
  public static final class FirstLastCodec implements Codec<FirstLast> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(FirstLast value, DataOutput target) throws IOException {
      target.writeBoolean(value.earliest != null);
      if (value.earliest != null) {
        write(value.earliest, target);
        write(value.latest, target);
      }
    }

    @Override
    public FirstLast read(DataInput source, int version) throws IOException {
      FirstLast value = new FirstLast();
      if (source.readBoolean()) {
        value.earliest = read(source);
        value.latest = read(source);
      }
      return value;
    }

    @Override
    public FirstLast copy(FirstLast value) {
      FirstLast copy = new FirstLast();
      copy.earliest = value.earliest;
      copy.latest = value.latest;
      return copy;
    }

    @Override
    public Class<FirstLast> type() {
      return FirstLast.class;
    }

    private static void write(Reading reading, DataOutput target) throws IOException {
      target.writeLong(reading.time());
      target.writeLong(reading.epoch());
      target.writeLong(reading.sequence());
      target.writeDouble(reading.value());
    }

    private static Reading read(DataInput source) throws IOException {
      return new Reading(
          source.readLong(), source.readLong(), source.readLong(), source.readDouble());
    }
  }
}
