package io.millrace.runner.launch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Brings results into an order that does not depend on how a run's inputs took turns: by the event
 * time at which each was made, and of one time by key.
 *
 * <p>Where several inputs meet, each is read by a thread of its own. So the timers of one time were
 * set in an order that differs from run to run, and Flink calls them in an order that follows from
 * it. A run over one input needs none of this. For a parallelism of 1, and runs that begin again
 * where they fail: what waits here is not kept in checkpoints.
 */
final class ResultOrderOperator<R extends IndexedRecord> extends AbstractStreamOperator<R>
    implements OneInputStreamOperator<R, R>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final TypeInformation<R> type;
  private final Comparator<R> order;

  private transient TypeSerializer<R> serializer;
  private transient TreeMap<Long, List<R>> waiting;

  /**
   * Orders the results of one output.
   *
   * @param key the fields that tell its results apart; revisions of one stay as they came
   */
  ResultOrderOperator(TypeInformation<R> type, List<String> key) {
    this.type = type;
    this.order = KeyOrder.of(key);
  }

  @Override
  public void open() throws Exception {
    super.open();
    serializer = type.createSerializer(getExecutionConfig().getSerializerConfig());
    waiting = new TreeMap<>();
  }

  @Override
  public void processElement(StreamRecord<R> result) {
    if (!result.hasTimestamp()) {
      output.collect(result);
      return;
    }
    // Whoever made it may use the object again.
    R copy = serializer.copy(result.getValue());
    waiting.computeIfAbsent(result.getTimestamp(), absent -> new ArrayList<>()).add(copy);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    emitUpTo(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void endInput() {
    emitUpTo(Long.MAX_VALUE);
  }

  private void emitUpTo(long time) {
    while (!waiting.isEmpty() && waiting.firstKey() <= time) {
      var results = waiting.pollFirstEntry();
      results.getValue().sort(order);
      results
          .getValue()
          .forEach(result -> output.collect(new StreamRecord<>(result, results.getKey())));
    }
  }
}
