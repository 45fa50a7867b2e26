package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmitOperatorTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MAX_FUTURE = Duration.ofMinutes(1);

  private final AdmitFunction<SensorReading> function =
      new AdmitFunction<>("readings", RecordType.of(SensorReading.class), MAX_FUTURE);
  private OneInputStreamOperatorTestHarness<Arrived<SensorReading>, SensorReading> harness;

  @BeforeEach
  void openOperator() throws Exception {
    SerializerConfigImpl config = new SerializerConfigImpl();
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new AdmitOperator<>(function),
            new ArrivedTypeInfo<>(RecordType.of(SensorReading.class)).createSerializer(config));
    harness.setup(new AvroRecordTypeInfo<>(SensorReading.class).createSerializer(config));
    harness.open();
  }

  @AfterEach
  void closeOperator() throws Exception {
    harness.close();
  }

  @Test
  void theEndOfAnIdleInputClosesAllWindows() throws Exception {
    // Given
    harness.processWatermarkStatus(WatermarkStatus.IDLE);

    // When
    harness.endInput();

    // Then
    assertThat(harness.getOutput())
        .containsExactly(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
  }

  @Test
  void anEventFromTheFutureIsSetAsideOnlyWhereItsArrivalIsKnown() throws Exception {
    // Given
    SensorReading ahead = reading(NOON.plus(MAX_FUTURE).plusMillis(1));

    // When
    harness.processElement(arrived(ahead, NOON.toEpochMilli()), 0);
    harness.processElement(arrived(ahead, RawRecord.NO_TIME), 0);
    harness.processElement(arrived(reading(NOON.plus(MAX_FUTURE)), NOON.toEpochMilli()), 0);

    // Then
    assertThat(harness.getSideOutput(function.future())).hasSize(1);
    assertThat(harness.extractOutputValues()).hasSize(2);
    assertThat(count(Tally.Kind.FUTURE)).isEqualTo(1L);
    assertThat(count(Tally.Kind.READ)).isEqualTo(3L);
  }

  @Test
  void aDeadLetterLeavesByItsOwnDoor() throws Exception {
    // Given
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setInput("readings")
            .setStage("decode")
            .setError("MALFORMED")
            .setMessage("no")
            .build();

    // When
    harness.processElement(new Arrived<>(null, letter, RawRecord.NO_TIME, RawRecord.NO_TIME), 0);

    // Then
    assertThat(harness.getSideOutput(function.dead()))
        .singleElement()
        .satisfies(element -> assertThat(element.getValue()).isEqualTo(letter));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  private Object count(Tally.Kind kind) {
    return harness
        .getEnvironment()
        .getAccumulatorRegistry()
        .getUserMap()
        .get(Tally.accumulator("input", "readings", kind.label()))
        .getLocalValue();
  }

  private static Arrived<SensorReading> arrived(SensorReading reading, long arrival) {
    return new Arrived<>(reading, null, reading.getEventTime().toEpochMilli(), arrival);
  }

  private static SensorReading reading(Instant time) {
    return SensorReading.newBuilder()
        .setSource("m1")
        .setSensor("t")
        .setEventTime(time)
        .setValue(1.0)
        .build();
  }
}
