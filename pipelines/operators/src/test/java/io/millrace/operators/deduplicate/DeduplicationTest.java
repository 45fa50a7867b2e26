package io.millrace.operators.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Tally;
import io.millrace.sdk.Warning;
import io.millrace.sdk.WarningCount;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.OperatorHarness;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final EventKey SOURCE_AND_SEQUENCE =
      new EventKey("readings", SensorReading.getClassSchema(), List.of("source", "sequence"));

  @Test
  void firstEventOfEachKeyPassesAndTheOthersAreCounted() throws Exception {
    // given
    SensorReading first = reading("a", 1L, 20);
    SensorReading again = reading("a", 1L, 20);
    SensorReading other = reading("b", 1L, 20);

    // when
    try (var deduplicate = harness().open()) {
      for (SensorReading event : List.of(first, again, other, again)) {
        deduplicate.element(event, NOON.toEpochMilli());
      }

      // then
      assertThat(deduplicate.take()).containsExactly(first, other);
      assertThat(deduplicate.count("readings", Tally.Kind.DUPLICATES)).isEqualTo(2);
    }
  }

  @Test
  void keyIsKnownUntilEventTimeHasPassedItsEventByTheSpan() throws Exception {
    // given
    SensorReading event = reading("a", 1L, 20);
    long forgotten = NOON.plus(WITHIN).toEpochMilli();

    // when
    try (var deduplicate = harness().open()) {
      deduplicate.element(event, NOON.toEpochMilli());
      deduplicate.watermark(forgotten - 1);
      deduplicate.element(event, NOON.toEpochMilli());
      deduplicate.watermark(forgotten);
      deduplicate.assertNothingLeft();
      deduplicate.element(event, NOON.toEpochMilli());

      // then
      assertThat(deduplicate.take()).containsExactly(event, event);
      deduplicate.watermark(Long.MAX_VALUE);
      deduplicate.assertNothingLeft();
    }
  }

  @Test
  void eventsWithANullInTheKeyAllPassAreWarnedOfAndLeaveNothing() throws Exception {
    // given
    SensorReading event = reading("a", null, 20);

    // when
    try (var deduplicate = harness().open()) {
      deduplicate.element(event, NOON.toEpochMilli());
      deduplicate.element(event, NOON.toEpochMilli());

      // then
      assertThat(deduplicate.take()).hasSize(2);
      assertThat(deduplicate.warnings("readings"))
          .containsExactly(
              new WarningCount(
                  new DataWarning(
                      Warning.NULL_IN_KEY, "field 'sequence'", "an event of 2026-01-01T12:00:00Z"),
                  2));
      deduplicate.assertNothingLeft();
    }
  }

  @Test
  void keysAreKnownAfterARestore() throws Exception {
    // given
    SensorReading event = reading("a", 1L, 20);
    List<OperatorSubtaskState> snapshot;
    try (var before = harness().open()) {
      before.element(event, NOON.toEpochMilli());
      snapshot = List.of(before.snapshot());
    }

    // when
    try (var after = harness().restore(snapshot)) {
      after.element(event, NOON.toEpochMilli());

      // then
      assertThat(after.take()).isEmpty();
      after.watermark(Long.MAX_VALUE);
      after.assertNothingLeft();
    }
  }

  @Test
  void valuesCannotRunIntoEachOther() {
    // given
    EventKey key =
        new EventKey("readings", SensorReading.getClassSchema(), List.of("source", "sensor"));

    // when
    String one = key.of(reading("1:a", "b")).orElseThrow();

    // then
    assertThat(one).isNotEqualTo(key.of(reading("1", "a1:b")).orElseThrow());
    assertThat(one).isNotEqualTo(key.of(reading("1:a1:b", "")).orElseThrow());
    assertThat(one).isEqualTo(key.of(reading("1:a", "b")).orElseThrow());
  }

  @Test
  void impossibleKeysAreRefused() {
    assertThatThrownBy(() -> key("sequnce"))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("deduplicate of input 'readings'")
        .hasMessageContaining("has no field 'sequnce'")
        .hasMessageContaining("sequence")
        .extracting(refused -> ((MillraceException) refused).code())
        .isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThatThrownBy(() -> key()).hasMessageContaining("names no field");
  }

  @Test
  void pipelineReadsEveryEventOnce() throws Exception {
    // given
    SensorReading event = reading("a", 1L, 20);
    SensorReading without = reading("a", null, 20);
    List<SensorReading> events = List.of(event, without, event, without, reading("b", 1L, 20));
    MemoryInput<SensorReading> input =
        MemoryInput.of(
            "readings", SensorReading.class, events, Duration.ofMinutes(1), Duration.ZERO);

    // when
    PipelineRun run = PipelineRun.of(new DeduplicatedPipeline(), new NoParameters(), 2, input);

    // then
    assertThat(run.results("readings", SensorReading.class)).hasSize(4).contains(event, without);
    assertThat(run.count("readings", Tally.Kind.DUPLICATES)).isEqualTo(1);
    PipelineGraph graph = PipelineGraph.of(new DeduplicatedPipeline(), new NoParameters(), input);
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
  }

  record NoParameters() {}

  private static final class DeduplicatedPipeline implements Pipeline<NoParameters> {
    @Override
    public Class<NoParameters> parameters() {
      return NoParameters.class;
    }

    @Override
    public void wire(Inputs inputs, Outputs outputs, NoParameters parameters) {
      Input<SensorReading> readings = inputs.input("readings", SensorReading.class);
      outputs.results(
          "readings",
          Deduplication.of("readings", readings.events(), List.of("source", "sequence"), WITHIN));
    }
  }

  private static EventKey key(String... fields) {
    return new EventKey("readings", SensorReading.getClassSchema(), List.of(fields));
  }

  private static OperatorHarness<SensorReading, SensorReading> harness() throws Exception {
    return OperatorHarness.of(
        new DeduplicateFunction<SensorReading>("readings", SOURCE_AND_SEQUENCE, WITHIN),
        event -> SOURCE_AND_SEQUENCE.of(event).orElse(""),
        Types.STRING,
        new AvroRecordTypeInfo<>(SensorReading.class),
        1,
        0);
  }

  private static SensorReading reading(String source, Long sequence, double value) {
    return new SensorReading(
        source, "temperature", NOON, value, null, ReadingQuality.GOOD, 0L, sequence);
  }

  private static SensorReading reading(String source, String sensor) {
    return new SensorReading(source, sensor, NOON, 1.0, null, ReadingQuality.GOOD, 0L, null);
  }
}
