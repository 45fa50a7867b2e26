package io.millrace.kafka;

import io.millrace.formats.avro.SingleObject;
import io.millrace.sdk.avro.AvroTrust;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes an event as {@link LateTopic} describes. */
final class LateEventSerializer<T extends SpecificRecord>
    implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final String input;
  private final Class<T> type;
  private final LateTopic.Reason reason;

  LateEventSerializer(String topic, String input, Class<T> type, LateTopic.Reason reason) {
    this.topic = topic;
    this.input = input;
    this.type = type;
    this.reason = reason;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    AvroTrust.trust(type);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(T event, KafkaSinkContext context, Long time) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, SingleObject.encode(event));
    HeaderText.add(record.headers(), LateTopic.INPUT, input);
    HeaderText.add(record.headers(), LateTopic.REASON, reason);
    return record;
  }
}
