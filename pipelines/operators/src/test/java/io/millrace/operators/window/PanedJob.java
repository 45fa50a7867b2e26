package io.millrace.operators.window;

import io.millrace.operators.window.ReadingStatistics.Content;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import io.millrace.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.OutputTag;

/**
 * Both stages in several instances, with what lies between them on a cluster, but in one thread: so
 * that a checkpoint can fall between any two events. Events are dealt to the instances in turn;
 * each has a watermark of its own after every event.
 */
final class PanedJob implements AutoCloseable {
  private static final OutputTag<SensorReading> LATE =
      new OutputTag<>("late", new AvroRecordTypeInfo<>(SensorReading.class));
  private static final TypeInformation<Tuple4<String, Long, Long, Content>> PARTIAL =
      PartialTypeInfo.of(Types.STRING, new ReadingStatistics());

  /** What the windows are. */
  record Settings(
      List<WindowSpec> windows, Duration early, Duration outOfOrderness, Duration lateness) {}

  /** State of all instances. */
  record Checkpoint(List<OperatorSubtaskState> panes, List<OperatorSubtaskState> windows) {}

  private final Settings settings;
  private final List<OperatorHarness<SensorReading, Tuple4<String, Long, Long, Content>>> panes =
      new ArrayList<>();
  private final List<OperatorHarness<Tuple4<String, Long, Long, Content>, Rollup>> windows =
      new ArrayList<>();
  private final TypeSerializer<Tuple4<String, Long, Long, Content>> serializer =
      PARTIAL.createSerializer(new SerializerConfigImpl());
  private final long[] greatestTimes;
  private final long[] watermarks;
  private long watermark = Long.MIN_VALUE;
  private int dealt;

  final List<Rollup> results = new ArrayList<>();
  final List<SensorReading> late = new ArrayList<>();

  PanedJob(Settings settings, int parallelism) throws Exception {
    this(settings, parallelism, new Checkpoint(List.of(), List.of()));
  }

  PanedJob(Settings settings, int parallelism, Checkpoint from) throws Exception {
    this.settings = settings;
    greatestTimes = new long[parallelism];
    watermarks = new long[parallelism];
    Arrays.fill(greatestTimes, Long.MIN_VALUE);
    Arrays.fill(watermarks, Long.MIN_VALUE);
    Windows specs = new Windows(settings.windows);
    long lateness = settings.lateness.toMillis();
    ReadingStatistics function = new ReadingStatistics();
    for (int i = 0; i < parallelism; i++) {
      panes.add(
          OperatorHarness.of(
              new LocalPanesOperator<>(
                  "readings",
                  SensorReading::getSource,
                  Types.STRING,
                  specs,
                  lateness,
                  function,
                  LATE),
              PARTIAL,
              parallelism,
              i));
      windows.add(
          OperatorHarness.of(
              new PaneWindowsFunction<>(
                  "readings",
                  specs,
                  settings.early.toMillis(),
                  lateness,
                  function,
                  RowsFunction.of(ReadingStatistics::rollup)),
              partial -> partial.f0,
              Types.STRING,
              new AvroRecordTypeInfo<>(Rollup.class),
              parallelism,
              i));
      start(panes.get(i), from.panes);
      start(windows.get(i), from.windows);
    }
  }

  private static void start(OperatorHarness<?, ?> harness, List<OperatorSubtaskState> from)
      throws Exception {
    if (from.isEmpty()) {
      harness.open();
    } else {
      harness.restore(from);
    }
  }

  void events(List<SensorReading> events) throws Exception {
    for (SensorReading event : events) {
      int instance = dealt++ % panes.size();
      long time = event.getEventTime().toEpochMilli();
      panes.get(instance).element(event, time);
      greatestTimes[instance] = Math.max(greatestTimes[instance], time);
      watermark(instance, greatestTimes[instance] - settings.outOfOrderness.toMillis() - 1);
    }
  }

  /** Lets one instance reach a time; what comes out of it crosses the network. */
  void watermark(int instance, long time) throws Exception {
    panes.get(instance).watermark(time);
    exchange(instance);
    watermarks[instance] = time;
    long least = Arrays.stream(watermarks).min().orElseThrow();
    if (least > watermark) {
      watermark = least;
      for (OperatorHarness<?, Rollup> harness : windows) {
        harness.watermark(least);
        results.addAll(harness.take());
      }
    }
  }

  Checkpoint checkpoint() throws Exception {
    for (int i = 0; i < panes.size(); i++) {
      panes.get(i).beforeBarrier();
      exchange(i);
    }
    List<OperatorSubtaskState> paneStates = new ArrayList<>();
    List<OperatorSubtaskState> windowStates = new ArrayList<>();
    for (int i = 0; i < panes.size(); i++) {
      paneStates.add(panes.get(i).snapshot());
      windowStates.add(windows.get(i).snapshot());
    }
    return new Checkpoint(paneStates, windowStates);
  }

  /** Ends the input; nothing may be left then. */
  void finish() throws Exception {
    for (int i = 0; i < panes.size(); i++) {
      watermark(i, Long.MAX_VALUE);
      panes.get(i).finish();
      exchange(i);
    }
    windows.forEach(OperatorHarness::assertNothingLeft);
  }

  @Override
  public void close() {
    panes.forEach(OperatorHarness::close);
    windows.forEach(OperatorHarness::close);
  }

  private void exchange(int instance) throws Exception {
    late.addAll(panes.get(instance).takeSide(LATE));
    for (Tuple4<String, Long, Long, Content> partial : panes.get(instance).take()) {
      int target =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              partial.f0, OperatorHarness.MAX_PARALLELISM, windows.size());
      windows.get(target).element(overNetwork(partial), partial.f1);
      results.addAll(windows.get(target).take());
    }
  }

  private Tuple4<String, Long, Long, Content> overNetwork(
      Tuple4<String, Long, Long, Content> partial) throws Exception {
    DataOutputSerializer bytes = new DataOutputSerializer(64);
    serializer.serialize(partial, bytes);
    return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
  }
}
