package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.runner.definition.MaxDead;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Tally;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningCount;
import io.millrace.sdk.WarningTally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.ExceptionUtils;
import org.assertj.core.api.InstanceOfAssertFactories;
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
      new AdmitFunction<>(
          "readings", RecordType.of(SensorReading.class), MAX_FUTURE, new MaxDead(50, 4));
  private OneInputStreamOperatorTestHarness<Arrived<SensorReading>, SensorReading> harness;

  @BeforeEach
  void openOperator() throws Exception {
    open(function);
  }

  private void open(AdmitFunction<SensorReading> function) throws Exception {
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
  void anEventFromTheFutureIsSetAsideOnlyWhereItsRecordHasATimestamp() throws Exception {
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
  void theTimestampOfAProducerIsALimitToo() throws Exception {
    // Given a topic of CreateTime, where no broker tells the arrival
    SensorReading ahead = reading(Instant.parse("2100-01-01T00:00:00Z"));

    // When
    harness.processElement(created(ahead), 0);
    harness.processElement(created(reading(NOON)), 0);

    // Then
    assertThat(harness.getSideOutput(function.future())).hasSize(1);
    assertThat(harness.extractOutputValues()).containsExactly(reading(NOON));
  }

  @Test
  void withoutALimitAnEventOfAnotherCenturyIsWarnedOf() throws Exception {
    // Given
    closeOperator();
    open(new AdmitFunction<>("readings", RecordType.of(SensorReading.class), null, null));

    // When
    harness.processElement(created(reading(Instant.parse("2100-01-01T00:00:00Z"))), 0);
    harness.processElement(created(reading(NOON.plus(Duration.ofDays(300)))), 0);

    // Then
    assertThat(harness.extractOutputValues()).hasSize(2);
    assertThat(warnings())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(
            new WarningCount(
                new DataWarning(Warning.FAR_FUTURE, "", "an event of 2100-01-01T00:00:00Z"), 1));
  }

  @Test
  void warningsOfTheDecoderAreCounted() throws Exception {
    // Given
    DataWarning warning = new DataWarning(Warning.NULL_IN_KEY, "field 'x'", "a.csv:7");

    // When
    for (int i = 0; i < 2; i++) {
      harness.processElement(
          new Arrived<>(reading(NOON), null, 0, RawRecord.NO_TIME, 0, List.of(warning)), 0);
    }

    // Then
    assertThat(warnings())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(new WarningCount(warning, 2));
  }

  @Test
  void aDeadLetterLeavesByItsOwnDoor() throws Exception {
    // Given
    DeadLetter letter = letter(17);

    // When
    harness.processElement(dead(letter), 0);

    // Then
    assertThat(harness.getSideOutput(function.dead()))
        .singleElement()
        .satisfies(element -> assertThat(element.getValue()).isEqualTo(letter));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  private Object warnings() {
    return harness
        .getEnvironment()
        .getAccumulatorRegistry()
        .getUserMap()
        .get(WarningTally.accumulator("readings"))
        .getLocalValue();
  }

  private Object count(Tally.Kind kind) {
    return harness
        .getEnvironment()
        .getAccumulatorRegistry()
        .getUserMap()
        .get(Tally.accumulator("input", "readings", kind.label()))
        .getLocalValue();
  }

  @Test
  void anInputThatCannotBeReadFailsTheJobForGoodAndSaysWhy() throws Exception {
    // Given half of the last four, which may be dead
    harness.processElement(dead(letter(1)), 0);
    harness.processElement(dead(letter(2)), 0);
    harness.processElement(arrived(reading(NOON), RawRecord.NO_TIME), 0);
    harness.processElement(arrived(reading(NOON), RawRecord.NO_TIME), 0);
    harness.processElement(dead(letter(5)), 0);
    harness.processElement(dead(letter(6)), 0);

    // When
    Throwable failure = catchThrowable(() -> harness.processElement(dead(letter(7)), 0));

    // Then
    MillraceException reason =
        ExceptionUtils.findThrowable(failure, MillraceException.class).orElseThrow();
    assertThat(reason.code()).isEqualTo(ErrorCode.TOO_MANY_DEAD);
    assertThat(reason)
        .hasMessageStartingWith(
            "input 'readings': 3 of the last 4 records can't be read, the last at"
                + " plant.readings-0@7: MALFORMED no; expected at most 50%,");
    assertThat(
            ThrowableClassifier.findThrowableOfThrowableType(
                failure, ThrowableType.NonRecoverableError))
        .isPresent();
    assertThat(harness.getSideOutput(function.dead())).hasSize(4);
  }

  private static Arrived<SensorReading> dead(DeadLetter letter) {
    return new Arrived<>(null, letter, RawRecord.NO_TIME, RawRecord.NO_TIME);
  }

  private static DeadLetter letter(long offset) {
    return DeadLetter.newBuilder()
        .setInput("readings")
        .setStage("decode")
        .setError("MALFORMED")
        .setMessage("no")
        .setTopic("plant.readings")
        .setPartition(0)
        .setOffset(offset)
        .build();
  }

  private static Arrived<SensorReading> arrived(SensorReading reading, long arrival) {
    return new Arrived<>(reading, null, reading.getEventTime().toEpochMilli(), arrival);
  }

  /** An event whose record was created at noon, by the producer's clock. */
  private static Arrived<SensorReading> created(SensorReading reading) {
    return new Arrived<>(
        reading,
        null,
        reading.getEventTime().toEpochMilli(),
        RawRecord.NO_TIME,
        NOON.toEpochMilli(),
        List.of());
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
