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
 * Turns a start into offsets, once, before anything is read. Flink's own ways leave it to the
 * consumers, which go to either end of a partition where an offset is gone: records would be
 * skipped, and nobody would know.
 */
final class StartOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final KafkaStart start;

  StartOffsets(String input, KafkaStart start) {
    this.input = input;
    this.start = start;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    Map<TopicPartition, Long> oldest = kafka.beginningOffsets(partitions);
    if (start instanceof KafkaStart.Earliest) {
      return oldest;
    }
    Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
    if (start instanceof KafkaStart.Latest) {
      return ends;
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    if (start instanceof KafkaStart.At given) {
      offsets.putAll(given.offsets());
      offsets.keySet().retainAll(partitions);
    } else {
      offsets.putAll(oldest);
      offsets.putAll(kafka.committedOffsets(partitions));
    }
    for (TopicPartition partition : partitions) {
      verify(partition, offsets.get(partition), oldest.get(partition), ends.get(partition));
    }
    return offsets;
  }

  private void verify(TopicPartition partition, Long offset, long oldest, long end) {
    if (offset == null) {
      throw new MillraceException(
          ErrorCode.MISSING_KEY,
          "Input '" + input + "' is given no offset to start at for " + partition);
    }
    if (offset < oldest || offset > end) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "Input '%s' can't start at offset %d of %s: expected an offset from %d to %d; %s"
              .formatted(
                  input,
                  offset,
                  partition,
                  oldest,
                  end,
                  offset < oldest
                      ? "the records before that were deleted, and would be missing"
                      : "the topic may have been made anew"));
    }
  }

  @Override
  @SuppressWarnings("deprecation")
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
