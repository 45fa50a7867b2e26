package io.millrace.kafka;

import io.millrace.sdk.avro.RecordType;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;

/**
 * One output of a pipeline, written to Kafka.
 *
 * @param name the name in the definition
 * @param type what the results are
 * @param keyFields the fields that identify a result, apart from its revision
 */
public record KafkaOutput<R extends IndexedRecord>(
    String name,
    String topic,
    RecordType<R> type,
    List<String> keyFields,
    Encoding encoding,
    Delivery delivery) {

  /** How a result is written. */
  public enum Encoding {
    /** Avro's single-object encoding. */
    AVRO,
    /** Canonical JSON. */
    JSON
  }

  public KafkaOutput {
    Objects.requireNonNull(name);
    Objects.requireNonNull(topic);
    Objects.requireNonNull(type);
    Objects.requireNonNull(encoding);
    Objects.requireNonNull(delivery);
    keyFields = List.copyOf(keyFields);
    if (keyFields.isEmpty()) {
      throw new IllegalArgumentException("Output '" + name + "' has no key");
    }
  }

  /** An output in Avro. */
  public static <R extends IndexedRecord> KafkaOutput<R> of(
      String name, String topic, RecordType<R> type, List<String> keyFields, Delivery delivery) {
    return new KafkaOutput<>(name, topic, type, keyFields, Encoding.AVRO, delivery);
  }

  /** The same in JSON. */
  public KafkaOutput<R> inJson() {
    return new KafkaOutput<>(name, topic, type, keyFields, Encoding.JSON, delivery);
  }
}
