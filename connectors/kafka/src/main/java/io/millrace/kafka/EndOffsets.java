package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a bounded input, as it was given. A partition without an end would not be read at all,
 * and the job would finish as if it had none.
 */
final class EndOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final HashMap<TopicPartition, Long> ends;

  EndOffsets(String input, Map<TopicPartition, Long> ends) {
    this.input = input;
    this.ends = new HashMap<>(ends);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    Map<TopicPartition, Long> offsets = new HashMap<>(ends);
    offsets.keySet().retainAll(partitions);
    for (TopicPartition partition : partitions) {
      if (!offsets.containsKey(partition)) {
        throw new MillraceException(
            ErrorCode.MISSING_KEY,
            "Input '" + input + "' is given no offset to end at for " + partition);
      }
    }
    return offsets;
  }

  @Override
  @SuppressWarnings("deprecation")
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
