package io.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Outputs;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Stage;
import io.millrace.sdk.Tally;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class PipelineRunTest {
  private static final MemoryInput<SensorReading> READINGS =
      MemoryInput.of(
          "readings",
          SensorReading.class,
          List.of(Rollups.reading("a", 0), Rollups.reading("b", 20), Rollups.reading("c", 5)),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));

  @Test
  void resultsComeInTheOrderOfTheInputAndAreCounted() throws Exception {
    // given
    Pipeline<None> oddOnes =
        pipeline(
            (readings, outputs) -> {
              Input<SensorReading> kept =
                  readings.filter(reading -> !reading.getSource().equals("b"));
              outputs.results("kept", kept.events());
            });

    // when
    PipelineRun run = PipelineRun.of(oddOnes, new None(), 1, READINGS);

    // then
    assertThat(run.results("kept", SensorReading.class))
        .extracting(SensorReading::getSource)
        .containsExactly("a", "c");
    assertThat(run.count("readings", Tally.Kind.READ)).isEqualTo(3);
    assertThat(run.count("readings", Tally.Kind.FILTERED)).isEqualTo(1);
    assertThat(run.count("readings", Tally.Kind.DEAD)).isZero();
  }

  @Test
  void watermarkFollowsEveryEventAtOnce() throws Exception {
    // given
    Pipeline<None> behindWatermark =
        pipeline(
            (readings, outputs) ->
                outputs.late(
                    readings,
                    Stage.of("behind")
                        .on(
                            readings
                                .events()
                                .process(new BehindFunction(), readings.events().getType()))));

    // when
    PipelineRun run = PipelineRun.of(behindWatermark, new None(), 1, READINGS);

    // then
    assertThat(run.late("readings", SensorReading.class))
        .extracting(SensorReading::getSource)
        .containsExactly("c");
  }

  @Test
  void inputWithoutEventsEndsAtOnce() throws Exception {
    // given
    MemoryInput<SensorReading> none =
        MemoryInput.of("readings", SensorReading.class, List.of(), Duration.ZERO, Duration.ZERO);

    // when
    PipelineRun run = PipelineRun.of(copy(), new None(), 2, none);

    // then
    assertThat(run.results("copy", SensorReading.class)).isEmpty();
    assertThatThrownBy(() -> run.results("other", SensorReading.class))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("there is no output.other");
  }

  @Test
  void inputThatIsNotThereAndOutputThatIsWrittenTwiceAreRefused() {
    assertThatThrownBy(() -> PipelineRun.of(copy(), new None(), 1))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("no input 'readings'");
    Pipeline<None> twice =
        pipeline(
            (readings, outputs) -> {
              outputs.results("copy", readings.events());
              outputs.results("copy", readings.events());
            });
    assertThatThrownBy(() -> PipelineRun.of(twice, new None(), 1, READINGS))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("written twice");
  }

  @Test
  void graphWithoutFaultHoldsBothRules() {
    // when
    PipelineGraph graph = PipelineGraph.of(copy(), new None(), READINGS);

    // then
    assertThatCode(graph::assertStatefulStagesNamed).doesNotThrowAnyException();
    assertThatCode(graph::assertNoKryo).doesNotThrowAnyException();
    assertThat(graph.streamGraph().getStreamNodes()).isNotEmpty();
  }

  @Test
  void operatorWithoutIdIsFound() {
    // given
    Pipeline<None> nameless =
        pipeline(
            (readings, outputs) ->
                outputs.results("copy", readings.events().filter(reading -> true).name("mine")));

    // when
    PipelineGraph graph = PipelineGraph.of(nameless, new None(), READINGS);

    // then
    assertThatThrownBy(graph::assertStatefulStagesNamed)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("mine with uid null");
  }

  @Test
  void typeThatFallsToKryoIsFound() {
    // given
    Pipeline<None> kryo =
        pipeline(
            (readings, outputs) -> {
              SingleOutputStreamOperator<SensorReading> copies =
                  Stage.of("optional")
                      .on(
                          readings
                              .events()
                              .map(Optional::of)
                              .returns(
                                  TypeInformation.of(new TypeHint<Optional<SensorReading>>() {})))
                      .map(Optional::orElseThrow)
                      .returns(new AvroRecordTypeInfo<>(SensorReading.class));
              outputs.results("copy", Stage.of("copies").on(copies));
            });

    // when
    PipelineGraph graph = PipelineGraph.of(kryo, new None(), READINGS);

    // then
    assertThatThrownBy(graph::assertNoKryo)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("optional: ")
        .hasMessageContaining("Optional");
  }

  record None() {}

  private static Pipeline<None> copy() {
    return pipeline((readings, outputs) -> outputs.results("copy", readings.events()));
  }

  private static Pipeline<None> pipeline(BiConsumer<Input<SensorReading>, Outputs> wiring) {
    return new Pipeline<>() {
      @Override
      public Class<None> parameters() {
        return None.class;
      }

      @Override
      public void wire(Inputs inputs, Outputs outputs, None parameters) {
        wiring.accept(inputs.input("readings", SensorReading.class), outputs);
      }
    };
  }

  private static final class BehindFunction extends ProcessFunction<SensorReading, SensorReading> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        SensorReading reading, Context context, Collector<SensorReading> out) {
      if (context.timestamp() <= context.timerService().currentWatermark()) {
        out.collect(reading);
      }
    }
  }
}
