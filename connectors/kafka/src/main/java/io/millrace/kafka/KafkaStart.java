package io.millrace.kafka;

import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a job that restores no state begins to read. Partitions that appear later are read from
 * their beginning.
 */
public sealed interface KafkaStart extends Serializable {

  /** At the oldest record that the topic still has. */
  record Earliest() implements KafkaStart {}

  /** With the first record that comes after the start. */
  record Latest() implements KafkaStart {}

  /**
   * Where the consumer group stands; where it has no position, at the oldest record. The job fails
   * where the group's position is one that the topic no longer has.
   */
  record Committed() implements KafkaStart {}

  /**
   * At these offsets, which name every partition of the topics. The job fails where the topic no
   * longer has an offset, or lacks one here.
   */
  record At(Map<TopicPartition, Long> offsets) implements KafkaStart {
    public At {
      offsets = Map.copyOf(offsets);
    }
  }

  /** At the oldest record that the topic still has. */
  static KafkaStart earliest() {
    return new Earliest();
  }

  /** With the first record that comes after the start. */
  static KafkaStart latest() {
    return new Latest();
  }

  /** Where the consumer group stands, else at the oldest record. */
  static KafkaStart committed() {
    return new Committed();
  }

  /** At these offsets, which name every partition of the topics. */
  static KafkaStart at(Map<TopicPartition, Long> offsets) {
    return new At(offsets);
  }
}
