package io.millrace.simulators;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the records of a topic of readings into those that count and those that do not, by rules of
 * its own: read = processed + dead + late + future + duplicates + filtered.
 */
public final class ReadingLedger {
  private final Optional<Duration> maxFuture;
  private final Set<Reading.Id> late;
  private final Set<Reading.Id> seen = new HashSet<>();
  private final List<Reading> processed = new ArrayList<>();
  private long read;
  private long dead;
  private long lateCount;
  private long future;
  private long duplicates;
  private long filtered;

  /**
   * A ledger of no records.
   *
   * @param maxFuture how far event time may be ahead of arrival; empty if all may
   * @param late the readings that the pipeline reports as late. Whether one just beyond the
   *     lateness is late depends on how far event time had come by chance, so the pipeline is
   *     believed; all of them have to be in the topic, then {@link #late()} is their number
   */
  public ReadingLedger(Optional<Duration> maxFuture, Set<Reading.Id> late) {
    this.maxFuture = maxFuture;
    this.late = Set.copyOf(late);
  }

  /**
   * Takes the next record of the topic.
   *
   * @param value the bytes; null for none
   * @param arrival the record's timestamp, if it is that of the broker; in ms since
   *     1970-01-01T00:00:00Z
   */
  public void add(byte[] value, long arrival) {
    read++;
    Optional<Reading> decoded = value == null ? Optional.empty() : Reading.of(value);
    if (decoded.isEmpty()) {
      dead++;
      return;
    }
    Reading reading = decoded.get();
    boolean counted = reading.sequence() != null;
    if (maxFuture.isPresent() && reading.time() > (arrival + maxFuture.get().toMillis()) * 1000) {
      future++;
    } else if (counted && !seen.add(reading.id())) {
      duplicates++;
    } else if (counted && late.contains(reading.id())) {
      lateCount++;
    } else if (!Double.isFinite(reading.value())) {
      filtered++;
    } else {
      processed.add(reading);
    }
  }

  /** The readings that count. */
  public List<Reading> processed() {
    return Collections.unmodifiableList(processed);
  }

  /** Records taken. */
  public long read() {
    return read;
  }

  /** Records that are no readings. */
  public long dead() {
    return dead;
  }

  /** Readings that the pipeline reports as late; each of those once. */
  public long late() {
    return lateCount;
  }

  /** Readings from the future. */
  public long future() {
    return future;
  }

  /** Readings that had been there before. */
  public long duplicates() {
    return duplicates;
  }

  /** Readings without a value. */
  public long filtered() {
    return filtered;
  }
}
