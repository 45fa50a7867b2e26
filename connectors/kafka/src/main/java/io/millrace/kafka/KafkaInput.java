package io.millrace.kafka;

import io.millrace.formats.Format;
import io.millrace.sdk.avro.RecordType;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;

/**
 * One input of a pipeline, read from Kafka.
 *
 * @param name the name in the definition
 * @param topic the topic, from its oldest record on
 * @param format how the records are encoded
 * @param type the record to decode into; its schema is the projection
 * @param timeField the field of the record that says when it happened
 * @param groupId consumer group to which checkpoints write the position, for others to watch the
 *     lag: a restart goes by the checkpoint. Null for none
 * @param clientIdPrefix what client ids begin with, as brokers show them in logs and quotas
 */
public record KafkaInput<T extends IndexedRecord>(
    String name,
    String topic,
    Format format,
    RecordType<T> type,
    String timeField,
    String groupId,
    String clientIdPrefix) {

  public KafkaInput {
    Objects.requireNonNull(name);
    Objects.requireNonNull(topic);
    Objects.requireNonNull(format);
    Objects.requireNonNull(type);
    Objects.requireNonNull(timeField);
    Objects.requireNonNull(clientIdPrefix);
  }

  /** A topic, in no consumer group. */
  public static <T extends IndexedRecord> KafkaInput<T> of(
      String name, String topic, Format format, RecordType<T> type, String timeField) {
    return new KafkaInput<>(name, topic, format, type, timeField, null, "millrace-" + name);
  }

  /** The same in a consumer group, whose id also begins the client ids. */
  public KafkaInput<T> inGroup(String id) {
    return new KafkaInput<>(name, topic, format, type, timeField, id, id + "-" + name);
  }
}
