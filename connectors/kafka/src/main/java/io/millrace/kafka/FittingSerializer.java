package io.millrace.kafka;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records from a topic that does not take records of their size. Without it the producer
 * fails, the job restarts, and meets the same record again, for ever.
 *
 * <p>A dead letter is cut: its value to the bytes that fit, and the header {@value #CUT} tells how
 * many there were. The record itself stays where it stood. Any other record is left out, counted as
 * {@code millrace.oversized} and logged with its key.
 *
 * <p>The size is that of the record if it can't be compressed, so one that compresses well may be
 * taken for too large.
 */
final class FittingSerializer<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FittingSerializer.class);

  /** The header of a dead letter that was cut: the bytes of the whole value. */
  static final String CUT = "millrace.cut";

  /** No topic takes less, unless somebody set it so by hand; nearly all records are smaller. */
  private static final int SMALL = 16 * 1024;

  private final KafkaConnection connection;
  private final KafkaRecordSerializationSchema<T> inner;
  private final boolean cuts;
  private transient Counter oversized;
  private transient int limit;

  private FittingSerializer(
      KafkaConnection connection, KafkaRecordSerializationSchema<T> inner, boolean cuts) {
    this.connection = connection;
    this.inner = inner;
    this.cuts = cuts;
  }

  /** A serializer that cuts the value of a record that is too large. */
  static <T> FittingSerializer<T> cutting(
      KafkaConnection connection, KafkaRecordSerializationSchema<T> inner) {
    return new FittingSerializer<>(connection, inner, true);
  }

  /** A serializer that leaves out a record that is too large. */
  static <T> FittingSerializer<T> leavingOut(
      KafkaConnection connection, KafkaRecordSerializationSchema<T> inner) {
    return new FittingSerializer<>(connection, inner, false);
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sink) throws Exception {
    inner.open(context, sink);
    oversized = context.getMetricGroup().addGroup("millrace").counter("oversized");
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext sink, Long time) {
    ProducerRecord<byte[], byte[]> record = inner.serialize(element, sink, time);
    int size = record == null ? 0 : size(record);
    if (size <= SMALL || size <= limit(record.topic())) {
      return record;
    }
    oversized.inc();
    int length = record.value() == null ? 0 : record.value().length;
    // Room for one more header.
    int rest = length - (size - limit) - CUT.length() - 32;
    boolean cut = cuts && rest >= 0;
    LOG.error(
        "topic={} event=oversized bytes={} limit={} key-bytes={} done={}",
        record.topic(),
        size,
        limit,
        record.key() == null ? 0 : record.key().length,
        cut ? "cut" : "left out");
    return cut ? cut(record, rest) : null;
  }

  private static ProducerRecord<byte[], byte[]> cut(
      ProducerRecord<byte[], byte[]> record, int length) {
    RecordHeaders headers = new RecordHeaders();
    HeaderText.add(headers, CUT, record.value().length);
    record.headers().forEach(headers::add);
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        record.key(),
        Arrays.copyOf(record.value(), length),
        headers);
  }

  /** Asked once, for the first record that is not small. */
  private int limit(String topic) {
    if (limit == 0) {
      Map<String, TopicSettings> settings = TopicSettings.of(connection, Set.of(topic));
      int ofTopic =
          settings.containsKey(topic)
              ? settings.get(topic).largestRecord()
              : TopicSettings.DEFAULT_LARGEST_RECORD;
      // The producer refuses as well, and an environment may tell it to.
      String ofProducer =
          KafkaProducers.settings(connection).getProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
      limit = Math.min(ofTopic, Integer.parseInt(ofProducer));
    }
    return limit;
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    int plain =
        AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            CompressionType.NONE,
            record.key(),
            record.value(),
            record.headers().toArray());
    // What can't be compressed becomes larger, by a few bytes for each block.
    return plain + plain / 1024 + 128;
  }
}
