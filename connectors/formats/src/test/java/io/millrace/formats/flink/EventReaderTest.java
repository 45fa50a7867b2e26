package io.millrace.formats.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private final FieldMapping berlin =
      new FieldMapping(
          Map.of(), Map.of("source", "m", "sensor", "t"), null, ZoneId.of("Europe/Berlin"));
  private final EventReader<SensorReading> reader =
      new EventReader<>(
          "readings", JsonFormat.lines(berlin), RecordType.of(SensorReading.class), "event_time");

  @Test
  void theOrderOfEachPartitionTellsItsOwnLocalTimes() {
    // given two partitions in order, of which one is in the second hour when the other is in the
    // first
    read(0, "2025-10-26 01:50:00");
    read(1, "2025-10-26 01:50:00");
    read(0, "2025-10-26 02:40:00");

    // when
    Arrived<SensorReading> second = read(0, "2025-10-26 02:20:00");
    Arrived<SensorReading> first = read(1, "2025-10-26 02:20:00");

    // then
    assertThat(time(second)).isEqualTo("2025-10-26T01:20:00Z");
    assertThat(time(first)).isEqualTo("2025-10-26T00:20:00Z");
    assertThat(second.warnings()).isEmpty();
    assertThat(first.warnings()).isEmpty();
  }

  @Test
  void aReaderThatBeginsWithinTheHourWarns() {
    // when
    Arrived<SensorReading> read = read(0, "2025-10-26 02:20:00");

    // then
    assertThat(read.warnings())
        .containsExactly(
            new DataWarning(Warning.AMBIGUOUS_TIME, "field 'event_time'", "readings-0@7"));
  }

  @Test
  void aReaderThatJumpsForgetsTheOrder() {
    // given
    read(0, "2025-10-26 01:50:00");
    read(0, "2025-10-26 02:40:00");

    // when
    reader.jump();

    // then
    Arrived<SensorReading> read = read(0, "2025-10-26 02:20:00");
    assertThat(time(read)).isEqualTo("2025-10-26T00:20:00Z");
    assertThat(read.warnings()).hasSize(1);
  }

  @Test
  void anEventOf1970IsWarnedOf() {
    // when
    Arrived<SensorReading> read = read(3, "1970-01-01T00:00:07Z");

    // then
    assertThat(read.warnings())
        .containsExactly(new DataWarning(Warning.TIME_BEFORE_1990, "", "readings-3@7"));
  }

  private Arrived<SensorReading> read(int partition, String time) {
    String json = "{\"event_time\": \"%s\", \"value\": 1}".formatted(time);
    RawRecord raw =
        new RawRecord(
            json.getBytes(StandardCharsets.UTF_8),
            null,
            List.of(),
            new Position.InTopic("readings", partition, 7),
            RawRecord.NO_TIME,
            RawRecord.NO_TIME);
    return reader.read(raw).get(0);
  }

  private static String time(Arrived<SensorReading> arrived) {
    return Instant.ofEpochMilli(arrived.eventTime()).toString();
  }
}
