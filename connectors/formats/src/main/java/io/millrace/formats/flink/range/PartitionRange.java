package io.millrace.formats.flink.range;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The records of one Kafka partition between two offsets.
 *
 * @param start the first offset
 * @param end the offset after the last; offsets between the two may be empty, for transactions and
 *     compaction use some up
 */
public record PartitionRange(String topic, int partition, long start, long end)
    implements SourceSplit, Serializable {

  public PartitionRange {
    Objects.requireNonNull(topic);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "%s-%d: expected 0 <= start <= end, got %d and %d"
              .formatted(topic, partition, start, end));
    }
  }

  /** The rest of it. */
  public PartitionRange from(long offset) {
    return new PartitionRange(topic, partition, offset, end);
  }

  /** How many offsets it has, of which each may hold a record. */
  public long length() {
    return end - start;
  }

  /** Whether it holds no offset. */
  public boolean isEmpty() {
    return start == end;
  }

  @Override
  public String splitId() {
    return topic + "-" + partition;
  }
}
