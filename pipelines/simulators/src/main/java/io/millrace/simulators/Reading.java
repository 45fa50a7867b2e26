package io.millrace.simulators;

import java.util.Comparator;
import java.util.Optional;

/**
 * A reading as it lies in the topic.
 *
 * @param time in us since 1970-01-01T00:00:00Z
 * @param sequence null where the source does not count
 */
public record Reading(
    String source, String sensor, long time, double value, long epoch, Long sequence) {

  /** What tells a reading from all others of a source that counts. */
  public record Id(String source, long epoch, long sequence) {}

  /** The order of the readings of one sensor, by which one is first and one last. */
  static final Comparator<Reading> ORDER =
      Comparator.comparingLong(Reading::time)
          .thenComparingLong(Reading::epoch)
          .thenComparing(Reading::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingDouble(Reading::value);

  /**
   * Reads a SensorReading in Avro's single-object encoding; a value that is absent is NaN. Empty if
   * the bytes are none.
   */
  public static Optional<Reading> of(byte[] value) {
    return ReadingDecoder.decode(value);
  }

  /** What tells it from all others; only of a source that counts. */
  public Id id() {
    return new Id(source, epoch, sequence);
  }
}
