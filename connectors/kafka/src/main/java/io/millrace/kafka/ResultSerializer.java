package io.millrace.kafka;

import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.json.RecordJson;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes a result with its key, and leaves the record's timestamp to the producer. A time of the
 * event would be refused where it lies ahead of the broker's clock, and with a time of long ago
 * retention would delete the result at once; the result itself says what time it is about.
 */
final class ResultSerializer<R extends IndexedRecord> implements KafkaRecordSerializationSchema<R> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final RecordType<R> type;
  private final ArrayList<String> keyFields;
  private final KafkaOutput.Encoding encoding;
  private transient ResultKey key;
  private transient SingleObject<R> avro;
  private transient RecordJson json;

  ResultSerializer(
      String topic,
      RecordType<R> type,
      Collection<String> keyFields,
      KafkaOutput.Encoding encoding) {
    this.topic = topic;
    this.type = type;
    this.keyFields = new ArrayList<>(keyFields);
    this.encoding = encoding;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) {
    AvroTrust.trust(type.javaClass());
    avro = new SingleObject<>(type);
    key = new ResultKey(type.schema(), keyFields);
    json = new RecordJson();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(R result, KafkaSinkContext sink, Long time) {
    byte[] value =
        switch (encoding) {
          case AVRO -> avro.encode(result);
          case JSON -> json.write(result).getBytes(StandardCharsets.UTF_8);
        };
    return new ProducerRecord<>(topic, key.of(result), value);
  }
}
