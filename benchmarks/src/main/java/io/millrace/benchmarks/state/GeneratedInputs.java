package io.millrace.benchmarks.state;

import io.millrace.sdk.ArrivalView;
import io.millrace.sdk.Input;
import io.millrace.sdk.Inputs;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** The inputs of a workload, all made from one sequence of numbers, so that none runs ahead. */
final class GeneratedInputs implements Inputs {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Workload workload;
  private final long keys;
  private final DataStream<Long> numbers;

  /**
   * @param keys how many there are beside the hot one
   */
  GeneratedInputs(StreamExecutionEnvironment environment, Workload workload, long keys) {
    this.workload = workload;
    this.keys = keys;
    long spanMillis = workload.span().toMillis();
    long events = events();
    Stage stage = Stage.of("numbers");
    numbers =
        stage
            .on(
                environment.fromSource(
                    new NumberSequenceSource(0, events - 1),
                    WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner(
                            (number, before) ->
                                START.toEpochMilli() + (long) (1.0 * number / events * spanMillis)),
                    stage.id()))
            .map(number -> measured(number, events), Types.LONG);
  }

  /** All state is there before the last event: its watermark has not come yet. */
  private static Long measured(Long number, long events) {
    if (number == events - 1) {
      PeakMemory.measureLiveHeap();
    }
    return number;
  }

  /** How many events there are. */
  long events() {
    return 5 * keys;
  }

  /** The workload says what arrives, where a reader would have the view make it. */
  @Override
  public <T extends IndexedRecord> Input<T> arrivals(String name, ArrivalView<T> view) {
    return input(name, view.type());
  }

  @Override
  public <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type) {
    Workload.Given given =
        workload.inputs().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no input '" + name + "'"));
    Workload.Events maker = given.events();
    Duration span = workload.span();
    long events = events();
    DataStream<T> made =
        Stage.of("numbers." + name)
            .on(
                numbers.flatMap(
                    (Long number, Collector<T> out) -> {
                      Instant time =
                          START.plusNanos((long) (1.0 * number / events * span.toNanos()));
                      @SuppressWarnings("unchecked")
                      T event = (T) maker.event(number, number % 5 > 0, time);
                      if (event != null) {
                        out.collect(event);
                      }
                    },
                    new AvroRecordTypeInfo<>(type)));
    return new Input<>(name, made, given.outOfOrderness(), given.lateness());
  }
}
