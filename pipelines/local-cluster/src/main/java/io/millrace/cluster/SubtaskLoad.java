package io.millrace.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one subtask did between two samples.
 *
 * @param vertex which vertex of the job it belongs to
 * @param subtask which one, and where it runs
 * @param recordsPerSecond read by it, of a source produced by it; empty if it restarted meanwhile
 * @param share of the records of its vertex, from 0 to 1; empty if there were none
 * @param watermark its event time, in epoch milliseconds; empty if it has none
 */
public record SubtaskLoad(
    FlinkRest.Vertex vertex,
    FlinkRest.Subtask subtask,
    OptionalDouble recordsPerSecond,
    OptionalDouble share,
    OptionalLong watermark) {

  /** How far its event time is behind the clock. */
  public Optional<Duration> watermarkLag(Instant now) {
    return watermark.isPresent()
        ? Optional.of(Duration.between(Instant.ofEpochMilli(watermark.getAsLong()), now))
        : Optional.empty();
  }
}
