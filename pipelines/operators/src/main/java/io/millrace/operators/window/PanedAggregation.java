package io.millrace.operators.window;

import io.millrace.sdk.Input;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Wires windows of several sizes over one input, from one pass over panes.
 *
 * <pre>{@code
 * WindowedStreams<SensorReading, Rollup> rollups =
 *     PanedAggregation.of(Stage.of("rollup"), readings)
 *         .keyedBy(reading -> Tuple2.of(reading.getSource(), reading.getSensor()), keyType)
 *         .windows(List.of(WindowSpec.tumbling(Duration.ofMinutes(1))))
 *         .aggregate(new ReadingStatistics())
 *         .results(RollupPipeline::rollup, Rollup.class);
 * }</pre>
 *
 * <p>A window has a FINAL result when event time has passed its end; a CORRECTED one at each change
 * after that, for as long as the lateness of the input; PROVISIONAL ones before it if asked for.
 *
 * @param <T> the events
 * @param <K> the key
 * @param <A> the accumulator
 */
public final class PanedAggregation<T extends IndexedRecord, K, A> {
  private final Stage stage;
  private final Input<T> input;
  private final KeySelector<T, K> key;
  private final TypeInformation<K> keyType;
  private final Windows windows;
  private final Duration early;
  private final PaneFunction<T, A> function;

  private PanedAggregation(
      Stage stage,
      Input<T> input,
      KeySelector<T, K> key,
      TypeInformation<K> keyType,
      Windows windows,
      Duration early,
      PaneFunction<T, A> function) {
    this.stage = stage;
    this.input = input;
    this.key = key;
    this.keyType = keyType;
    this.windows = windows;
    this.early = early;
    this.function = function;
  }

  /** Starts with the input; lateness is that of the input. */
  public static <T extends IndexedRecord> PanedAggregation<T, Void, Void> of(
      Stage stage, Input<T> input) {
    return new PanedAggregation<>(stage, input, null, null, null, Duration.ZERO, null);
  }

  /** By which key, and how keys are sent. */
  public <L> PanedAggregation<T, L, A> keyedBy(KeySelector<T, L> by, TypeInformation<L> type) {
    return new PanedAggregation<>(stage, input, by, type, windows, early, function);
  }

  /** Over which windows. */
  public PanedAggregation<T, K, A> windows(List<WindowSpec> specs) {
    return new PanedAggregation<>(stage, input, key, keyType, new Windows(specs), early, function);
  }

  /**
   * How often, in event time, open windows longer than this emit a PROVISIONAL result, if they have
   * changed.
   *
   * @param interval a multiple of the pane; zero for never, which is the default
   */
  public PanedAggregation<T, K, A> early(Duration interval) {
    return new PanedAggregation<>(stage, input, key, keyType, windows, interval, function);
  }

  /** What is kept of the events of a pane. */
  public <B> PanedAggregation<T, K, B> aggregate(PaneFunction<T, B> by) {
    return new PanedAggregation<>(stage, input, key, keyType, windows, early, by);
  }

  /**
   * Adds the operators to the graph.
   *
   * @throws IllegalArgumentException if {@link #early} is no multiple of the pane
   */
  public <R extends IndexedRecord> WindowedStreams<T, R> results(
      ResultFunction<K, A, R> resultFunction, Class<R> type) {
    return rows(RowsFunction.of(resultFunction), type);
  }

  /**
   * Adds the operators to the graph, where a window may have several results or none.
   *
   * @throws IllegalArgumentException if {@link #early} is no multiple of the pane
   */
  public <R extends IndexedRecord> WindowedStreams<T, R> rows(
      RowsFunction<K, A, R> rowsFunction, Class<R> type) {
    windows.requireMultiple("early", early);
    long lateness = input.lateness().toMillis();
    OutputTag<T> lateTag = new OutputTag<>("late", input.events().getType());
    Stage panes = stage.part("panes");
    SingleOutputStreamOperator<Tuple4<K, Long, Long, A>> partials =
        panes.on(
            input
                .events()
                .transform(
                    panes.id(),
                    PartialTypeInfo.of(keyType, function),
                    new LocalPanesOperator<>(
                        input.name(), key, keyType, windows, lateness, function, lateTag)));
    SingleOutputStreamOperator<R> results =
        stage
            .part("windows")
            .on(
                partials
                    .keyBy(partial -> partial.f0, keyType)
                    .process(
                        new PaneWindowsFunction<>(
                            input.name(),
                            windows,
                            early.toMillis(),
                            lateness,
                            function,
                            rowsFunction),
                        new AvroRecordTypeInfo<>(type)));
    return new WindowedStreams<>(results, partials.getSideOutput(lateTag));
  }
}
