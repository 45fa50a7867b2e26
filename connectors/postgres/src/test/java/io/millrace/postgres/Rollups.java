package io.millrace.postgres;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.List;

/** Results to write. */
final class Rollups {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Rollups() {}

  static PostgresTable table(String name) {
    return PostgresTable.of(
        RecordType.of(Rollup.class), List.of("source", "sensor", "window_start"), name);
  }

  /** The result of one source, of which the value tells it from its other revisions. */
  static Rollup of(String source, int revision, double value) {
    return Rollup.newBuilder()
        .setSource(source)
        .setSensor("temperature")
        .setWindowStart(NOON)
        .setWindowEnd(NOON.plusSeconds(60))
        .setCount(1)
        .setMin(value)
        .setMax(value)
        .setMean(value)
        .setStddev(0)
        .setFirst(value)
        .setLast(value)
        .setP50(value)
        .setP95(value)
        .setP99(value)
        .setRevision(revision)
        .setStatus(revision == 0 ? ResultStatus.FINAL : ResultStatus.CORRECTED)
        .build();
  }
}
