package io.millrace.kafka;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** The settings that all our sinks share. */
final class KafkaProducers {
  /** In ms: what a broker allows at most unless told otherwise. Flink's own default is above it. */
  static final String TRANSACTION_TIMEOUT = "900000";

  private KafkaProducers() {}

  static <T> KafkaSink<T> sink(
      KafkaConnection connection, KafkaRecordSerializationSchema<T> serializer, Delivery delivery) {
    KafkaSinkBuilder<T> sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(settings(connection))
            .setRecordSerializer(serializer);
    if (delivery instanceof Delivery.ExactlyOnce exactly) {
      return sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix(exactly.transactionalIdPrefix())
          .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
          .build();
    }
    return sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
  }

  /** Settings of ours that an environment may change, then the environment's, then the fixed. */
  static Properties settings(KafkaConnection connection) {
    Properties settings = new Properties();
    settings.setProperty("linger.ms", "20");
    settings.setProperty("batch.size", Integer.toString(256 * 1024));
    settings.setProperty("compression.type", "lz4");
    settings.setProperty("buffer.memory", Integer.toString(64 * 1024 * 1024));
    // Whether a record is too large, the topic says.
    settings.setProperty("max.request.size", Integer.toString(16 * 1024 * 1024));
    settings.putAll(connection.forProducers());
    settings.setProperty("acks", "all");
    settings.setProperty("enable.idempotence", "true");
    settings.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT);
    return settings;
  }
}
