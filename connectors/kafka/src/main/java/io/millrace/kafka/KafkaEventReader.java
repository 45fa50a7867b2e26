package io.millrace.kafka;

import io.millrace.formats.Format;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.formats.flink.EventReader;
import io.millrace.sdk.avro.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Makes of each record its events or a dead letter; no record makes it throw. Flink opens one for
 * each reader, in the task.
 */
final class KafkaEventReader<T extends IndexedRecord>
    implements KafkaRecordDeserializationSchema<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final Format format;
  private final RecordType<T> type;
  private final String timeField;
  private transient EventReader<T> events;

  KafkaEventReader(KafkaInput<T> input) {
    this.input = input.name();
    this.format = input.format();
    this.type = input.type();
    this.timeField = input.timeField();
  }

  @Override
  public void open(InitializationContext context) {
    events = new EventReader<>(input, format, type, timeField);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrived<T>> out) {
    events.read(raw(record)).forEach(out::collect);
  }

  static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    long timestamp = RawRecord.NO_TIME;
    long arrival = RawRecord.NO_TIME;
    if (record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE) {
      timestamp = record.timestamp();
    }
    // CreateTime is the producer's own clock.
    if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      arrival = record.timestamp();
    }
    return new RawRecord(
        record.value(),
        record.key(),
        headers(record.headers()),
        new Position.InTopic(record.topic(), record.partition(), record.offset()),
        timestamp,
        arrival);
  }

  private static List<RawRecord.Header> headers(Headers headers) {
    List<RawRecord.Header> copies = List.of();
    for (Header header : headers) {
      if (copies.isEmpty()) {
        copies = new ArrayList<>();
      }
      copies.add(new RawRecord.Header(header.key(), header.value()));
    }
    return copies;
  }

  @Override
  public TypeInformation<Arrived<T>> getProducedType() {
    return new ArrivedTypeInfo<>(type);
  }
}
