package io.millrace.kafka;

import io.millrace.formats.avro.SingleObject;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes an event as {@link LateTopic} describes. */
final class LateEventSerializer<T extends IndexedRecord>
    implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final String input;
  private final RecordType<T> type;
  private final LateTopic.Reason reason;
  private transient SingleObject<T> avro;

  LateEventSerializer(String topic, String input, RecordType<T> type, LateTopic.Reason reason) {
    this.topic = topic;
    this.input = input;
    this.type = type;
    this.reason = reason;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    AvroTrust.trust(type.javaClass());
    avro = new SingleObject<>(type);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(T event, KafkaSinkContext context, Long time) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, avro.encode(event));
    HeaderText.add(record.headers(), LateTopic.INPUT, input);
    HeaderText.add(record.headers(), LateTopic.REASON, reason);
    return record;
  }
}
