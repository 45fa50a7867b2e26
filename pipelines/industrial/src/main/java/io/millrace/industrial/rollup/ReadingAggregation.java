package io.millrace.industrial.rollup;

import io.millrace.operators.window.PaneFunction;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.codec.Codec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Readings into statistics. */
final class ReadingAggregation implements PaneFunction<SensorReading, ReadingStatistics> {
  private static final long serialVersionUID = 1L;

  @Override
  public ReadingStatistics create() {
    return ReadingStatistics.empty();
  }

  @Override
  public void add(ReadingStatistics statistics, SensorReading reading) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, reading.getEventTime());
    statistics.values().add(reading.getValue());
    statistics.edges().add(micros, reading.getEpoch(), reading.getSequence(), reading.getValue());
  }

  @Override
  public void merge(ReadingStatistics into, ReadingStatistics from) {
    into.values().add(from.values());
    into.edges().add(from.edges());
  }

  @Override
  public Codec<ReadingStatistics> codec() {
    return ReadingStatistics.CODEC;
  }
}
