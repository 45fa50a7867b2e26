package io.millrace.kafka;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a job is going to do with a Kafka cluster.
 *
 * @param reads topics that it reads
 * @param writes topics that it writes
 * @param groupId consumer group in which it keeps its position for monitoring; null for none
 * @param transactionalIdPrefix what the ids of its transactions begin with; null if it has none
 */
public record KafkaNeeds(
    Set<String> reads, Set<String> writes, String groupId, String transactionalIdPrefix) {

  public KafkaNeeds {
    reads = Set.copyOf(reads);
    writes = Set.copyOf(writes);
  }

  /** A job that does nothing with it. */
  public static KafkaNeeds none() {
    return new KafkaNeeds(Set.of(), Set.of(), null, null);
  }

  /** These, and to read a topic. */
  public KafkaNeeds reading(String topic) {
    return new KafkaNeeds(with(reads, topic), writes, groupId, transactionalIdPrefix);
  }

  /** These, and to write a topic. */
  public KafkaNeeds writing(String topic) {
    return new KafkaNeeds(reads, with(writes, topic), groupId, transactionalIdPrefix);
  }

  /** These, and to keep positions in a consumer group. */
  public KafkaNeeds inGroup(String id) {
    return new KafkaNeeds(reads, writes, id, transactionalIdPrefix);
  }

  /** These, and to write in transactions. */
  public KafkaNeeds inTransactions(String idPrefix) {
    return new KafkaNeeds(reads, writes, groupId, idPrefix);
  }

  private static Set<String> with(Set<String> topics, String topic) {
    Set<String> all = new TreeSet<>(topics);
    all.add(topic);
    return all;
  }
}
