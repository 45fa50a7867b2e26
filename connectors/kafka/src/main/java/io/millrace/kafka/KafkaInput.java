package io.millrace.kafka;

import io.millrace.formats.Format;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;

/**
 * One input of a pipeline, read from Kafka.
 *
 * @param name the name in the definition
 * @param topics the topics, one or more
 * @param format how the records are encoded
 * @param type the record to decode into; its schema is the projection
 * @param timeField the field of the record that says when it happened
 * @param groupId consumer group to which checkpoints write the position, for others to watch the
 *     lag: a restart goes by the checkpoint. Null for none
 * @param clientIdPrefix what client ids begin with, as brokers show them in logs and quotas
 * @param start where to begin
 */
public record KafkaInput<T extends IndexedRecord>(
    String name,
    List<String> topics,
    Format format,
    RecordType<T> type,
    String timeField,
    String groupId,
    String clientIdPrefix,
    KafkaStart start) {

  public KafkaInput {
    Objects.requireNonNull(name);
    Objects.requireNonNull(format);
    Objects.requireNonNull(type);
    Objects.requireNonNull(timeField);
    Objects.requireNonNull(clientIdPrefix);
    Objects.requireNonNull(start);
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("Input '" + name + "' has no topic");
    }
    if (start instanceof KafkaStart.Committed && groupId == null) {
      throw new IllegalArgumentException(
          "Input '" + name + "' starts where its consumer group stands, and has none");
    }
  }

  /** One topic from its oldest record on, in no consumer group. */
  public static <T extends IndexedRecord> KafkaInput<T> of(
      String name, String topic, Format format, RecordType<T> type, String timeField) {
    return new KafkaInput<>(
        name,
        List.of(topic),
        format,
        type,
        timeField,
        null,
        "millrace-" + name,
        KafkaStart.earliest());
  }

  /** The same from several topics. */
  public KafkaInput<T> fromTopics(List<String> others) {
    return new KafkaInput<>(name, others, format, type, timeField, groupId, clientIdPrefix, start);
  }

  /** The same in a consumer group, whose id also begins the client ids. */
  public KafkaInput<T> inGroup(String id) {
    return new KafkaInput<>(name, topics, format, type, timeField, id, id + "-" + name, start);
  }

  /** The same from another start. */
  public KafkaInput<T> from(KafkaStart other) {
    return new KafkaInput<>(name, topics, format, type, timeField, groupId, clientIdPrefix, other);
  }
}
