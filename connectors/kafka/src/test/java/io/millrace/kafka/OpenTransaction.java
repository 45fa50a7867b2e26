package io.millrace.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A transaction that has written a record, and is aborted when closed. */
final class OpenTransaction implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final long offset;

  OpenTransaction(Ground ground, String topic, byte[] value) throws Exception {
    Map<String, Object> properties = new HashMap<>(ground.broker().adminProperties());
    properties.put("transactional.id", "open." + topic);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    offset = producer.send(new ProducerRecord<>(topic, value)).get().offset();
  }

  /** Of the record. */
  long offset() {
    return offset;
  }

  @Override
  public void close() {
    producer.abortTransaction();
    producer.close();
  }
}
