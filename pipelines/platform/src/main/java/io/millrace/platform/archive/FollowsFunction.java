package io.millrace.platform.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Lets each record say behind which offset it follows. The state is one offset a partition.
 *
 * <p>All instances get all of it back, for after a restore a partition may be read by another one.
 * What an instance knows of a partition that it no longer reads lags behind, so the greatest
 * counts.
 */
final class FollowsFunction
    implements MapFunction<ArchivedRecord, ArchivedRecord>, CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private transient Map<Partition, Long> ends;
  private transient ListState<Tuple3<String, Integer, Long>> kept;

  /** A partition of a topic. */
  private record Partition(String topic, int number) {}

  @Override
  public ArchivedRecord map(ArchivedRecord record) {
    Partition partition = new Partition(record.getTopic(), record.getPartition());
    Long end = ends.put(partition, record.getOffset() + 1);
    if (end == null) {
      return record;
    }
    if (end > record.getOffset()) {
      throw new MillraceException(
          ErrorCode.INTERNAL,
          "%s-%d: offset %d came behind offset %d; expected the records of a partition in their order"
              .formatted(record.getTopic(), record.getPartition(), record.getOffset(), end - 1));
    }
    return new ArchivedRecord(
        record.getTopic(),
        record.getPartition(),
        record.getOffset(),
        end,
        record.getEventTime(),
        record.getTimestamp(),
        record.getArrival(),
        record.getSchemaId(),
        record.getSchemaFingerprint(),
        record.getHeaders(),
        record.getKey(),
        record.getValue());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ends = new HashMap<>();
    kept =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "ends", Types.TUPLE(Types.STRING, Types.INT, Types.LONG)));
    for (Tuple3<String, Integer, Long> one : kept.get()) {
      ends.merge(new Partition(one.f0, one.f1), one.f2, Math::max);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    kept.clear();
    for (Map.Entry<Partition, Long> one : ends.entrySet()) {
      Partition partition = one.getKey();
      kept.add(Tuple3.of(partition.topic(), partition.number(), one.getValue()));
    }
  }
}
