package io.millrace.kafka;

import io.millrace.formats.flink.Arrived;
import java.util.Properties;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;

/**
 * Events of a Kafka topic.
 *
 * <p>Only committed records are read. No offset is ever skipped: where the next record is gone, the
 * job fails and says so. A record that can't be read is handed on as a dead letter.
 */
public final class KafkaEvents {
  private KafkaEvents() {}

  /**
   * The source of one input. Watermarks are to be assigned where it is used, by {@code fromSource},
   * which then keeps one for each partition.
   */
  public static <T extends IndexedRecord> KafkaSource<Arrived<T>> source(
      KafkaConnection connection, KafkaInput<T> input) {
    KafkaSourceBuilder<Arrived<T>> source =
        KafkaSource.<Arrived<T>>builder()
            .setProperties(settings(connection))
            .setTopics(input.topic())
            .setClientIdPrefix(input.clientIdPrefix())
            .setStartingOffsets(new OldestOffsets())
            .setDeserializer(new KafkaEventReader<>(input));
    if (input.groupId() != null) {
      source.setGroupId(input.groupId());
    }
    return source.build();
  }

  /** Settings of ours that an environment may change, then the environment's, then the fixed. */
  static Properties settings(KafkaConnection connection) {
    Properties settings = new Properties();
    settings.setProperty("max.poll.records", "5000");
    // A broker answers with 64 KiB, or after 100 ms with what there is.
    settings.setProperty("fetch.min.bytes", Integer.toString(64 * 1024));
    settings.setProperty("fetch.max.wait.ms", "100");
    settings.setProperty("max.partition.fetch.bytes", Integer.toString(4 * 1024 * 1024));
    settings.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "60000");
    settings.putAll(connection.forConsumers());
    settings.setProperty("isolation.level", "read_committed");
    settings.setProperty("enable.auto.commit", "false");
    return settings;
  }
}
