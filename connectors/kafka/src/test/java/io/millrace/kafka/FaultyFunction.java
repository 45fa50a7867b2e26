package io.millrace.kafka;

import io.millrace.schemas.industrial.SensorReading;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Hands readings on, and fails once whenever a test wants it to. */
final class FaultyFunction
    implements MapFunction<SensorReading, SensorReading>, CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1L;

  /** When to fail. */
  enum Fault {
    AMONG_RECORDS,
    AT_A_CHECKPOINT,
    AFTER_A_CHECKPOINT
  }

  /** Shared by all subtasks and attempts, which run in the JVM of the test. */
  static final AtomicReference<Fault> ARMED = new AtomicReference<>();

  /** Faults that have struck. */
  static final BlockingQueue<Fault> STRUCK = new LinkedBlockingQueue<>();

  private int records;

  @Override
  public SensorReading map(SensorReading reading) {
    records++;
    if (records > 10) {
      failIf(Fault.AMONG_RECORDS);
    }
    return reading;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    failIf(Fault.AT_A_CHECKPOINT);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    failIf(Fault.AFTER_A_CHECKPOINT);
  }

  private void failIf(Fault fault) {
    if (records > 0 && ARMED.compareAndSet(fault, null)) {
      STRUCK.add(fault);
      throw new IllegalStateException("On purpose: " + fault);
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {
    records = 0;
  }
}
