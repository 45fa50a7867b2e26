package io.millrace.files.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Hands records on, and fails at the next record after each of some completed checkpoints. */
final class FaultsFunction
    implements MapFunction<ArchivedRecord, ArchivedRecord>, CheckpointListener {
  private static final long serialVersionUID = 1L;

  /** Shared by all subtasks and attempts, which run in the JVM of the test. */
  private static final NavigableSet<Long> ARMED = new ConcurrentSkipListSet<>();

  private static final AtomicInteger STRUCK = new AtomicInteger();

  private long completed;

  static void armAfterCheckpoints(long... checkpoints) {
    for (long checkpoint : checkpoints) {
      ARMED.add(checkpoint);
    }
  }

  static void disarm() {
    ARMED.clear();
    STRUCK.set(0);
  }

  static int struck() {
    return STRUCK.get();
  }

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    if (ARMED.headSet(completed, true).pollFirst() != null) {
      STRUCK.incrementAndGet();
      throw new IllegalStateException("On purpose after checkpoint " + completed);
    }
    return record;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    completed = checkpoint;
  }
}
