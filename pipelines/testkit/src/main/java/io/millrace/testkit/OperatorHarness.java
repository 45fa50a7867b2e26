package io.millrace.testkit;

import io.millrace.sdk.Tally;
import io.millrace.sdk.WarningCount;
import io.millrace.sdk.WarningTally;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One instance of one operator, driven by hand, with objects reused and Kryo switched off. What it
 * emits is taken with {@link #take} and {@link #takeSide}.
 */
public final class OperatorHarness<IN, OUT> implements AutoCloseable {
  /** As on a cluster of ours. */
  public static final int MAX_PARALLELISM = 128;

  private static final Configuration STRICT =
      new Configuration().set(PipelineOptions.GENERIC_TYPES, false);

  private final OneInputStreamOperatorTestHarness<IN, OUT> harness;
  private final boolean keyed;
  private final int parallelism;
  private final int index;
  private long checkpoints;

  private OperatorHarness(
      OneInputStreamOperatorTestHarness<IN, OUT> harness,
      TypeInformation<OUT> outType,
      boolean keyed,
      int parallelism,
      int index) {
    this.harness = harness;
    this.keyed = keyed;
    this.parallelism = parallelism;
    this.index = index;
    ExecutionConfig configuration = harness.getExecutionConfig();
    configuration.enableObjectReuse();
    configuration.getSerializerConfig().configure(STRICT, getClass().getClassLoader());
    harness.setup(outType.createSerializer(configuration.getSerializerConfig()));
  }

  /**
   * An instance of an operator that has no key.
   *
   * @param index which of the parallel instances, from 0
   */
  public static <IN, OUT> OperatorHarness<IN, OUT> of(
      OneInputStreamOperator<IN, OUT> operator,
      TypeInformation<OUT> outType,
      int parallelism,
      int index)
      throws Exception {
    return new OperatorHarness<>(
        new OneInputStreamOperatorTestHarness<>(operator, MAX_PARALLELISM, parallelism, index),
        outType,
        false,
        parallelism,
        index);
  }

  /**
   * An instance of a function of keyed events.
   *
   * @param index which of the parallel instances, from 0
   */
  public static <K, IN, OUT> OperatorHarness<IN, OUT> of(
      KeyedProcessFunction<K, IN, OUT> function,
      KeySelector<IN, K> key,
      TypeInformation<K> keyType,
      TypeInformation<OUT> outType,
      int parallelism,
      int index)
      throws Exception {
    return new OperatorHarness<>(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function),
            key,
            keyType,
            MAX_PARALLELISM,
            parallelism,
            index),
        outType,
        true,
        parallelism,
        index);
  }

  /** Starts without state. */
  public OperatorHarness<IN, OUT> open() throws Exception {
    harness.open();
    return this;
  }

  /**
   * Starts from what all instances of an earlier run had, of which there may have been another
   * number.
   */
  public OperatorHarness<IN, OUT> restore(List<OperatorSubtaskState> snapshots) throws Exception {
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(
            snapshots.toArray(OperatorSubtaskState[]::new));
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            all, MAX_PARALLELISM, snapshots.size(), parallelism, index));
    harness.open();
    return this;
  }

  /** Hands an event in, with its time in ms since 1970-01-01T00:00:00Z. */
  public void element(IN event, long time) throws Exception {
    harness.processElement(new StreamRecord<>(event, time));
  }

  /** Hands an event in that has no time. */
  public void elementWithoutTime(IN event) throws Exception {
    harness.processElement(new StreamRecord<>(event));
  }

  /** Lets event time reach a time in ms since 1970-01-01T00:00:00Z. */
  public void watermark(long time) throws Exception {
    harness.processWatermark(time);
  }

  /** Says that the input has fallen idle, or has events again. */
  public void idle(boolean idle) throws Exception {
    harness.processWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
  }

  /** What a barrier lets go first; to be taken before {@link #snapshot}. */
  public void beforeBarrier() throws Exception {
    harness.prepareSnapshotPreBarrier(checkpoints + 1);
  }

  /** The state after {@link #beforeBarrier}. */
  public OperatorSubtaskState snapshot() throws Exception {
    checkpoints++;
    return harness.snapshot(checkpoints, checkpoints);
  }

  /** Ends the input: the last watermark, and its end. */
  public void finish() throws Exception {
    watermark(Long.MAX_VALUE);
    harness.endInput();
  }

  /** Takes the records emitted since the last time. */
  public List<OUT> take() {
    List<OUT> taken = new ArrayList<>(harness.extractOutputValues());
    harness.getOutput().clear();
    return taken;
  }

  /** Takes the records emitted to one side since the last time. */
  public <X> List<X> takeSide(OutputTag<X> tag) {
    List<X> taken = new ArrayList<>();
    var side = harness.getSideOutput(tag);
    while (side != null && !side.isEmpty()) {
      taken.add(side.poll().getValue());
    }
    return taken;
  }

  /** How many records of an input the operator counted as something; 0 if none. */
  public long count(String input, Tally.Kind kind) {
    String name = Tally.accumulator("input", input, kind.label());
    Accumulator<?, ?> tally =
        harness.getEnvironment().getAccumulatorRegistry().getUserMap().get(name);
    return tally == null ? 0 : (Long) tally.getLocalValue();
  }

  /** What the operator has warned of, of one input. */
  @SuppressWarnings("unchecked")
  public List<WarningCount> warnings(String input) {
    Accumulator<?, ?> counts =
        harness
            .getEnvironment()
            .getAccumulatorRegistry()
            .getUserMap()
            .get(WarningTally.accumulator(input));
    return counts == null ? List.of() : (List<WarningCount>) counts.getLocalValue();
  }

  /**
   * Holds that no entry of keyed state and no timer is left.
   *
   * @throws AssertionError that says how many are
   */
  public void assertNothingLeft() {
    int entries =
        keyed
            ? ((KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) harness).numKeyedStateEntries()
            : 0;
    int timers = keyed ? harness.numEventTimeTimers() : 0;
    if (entries > 0 || timers > 0) {
      throw new AssertionError(entries + " entries of state and " + timers + " timers are left");
    }
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception failure) {
      throw new IllegalStateException("The operator does not close", failure);
    }
  }
}
