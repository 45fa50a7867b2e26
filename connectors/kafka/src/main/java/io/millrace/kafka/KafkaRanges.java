package io.millrace.kafka;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Ranges that are read from a broker: committed records only, in no consumer group, so that nothing
 * of it stays there. Where a record of a range is gone, reading fails and says so.
 */
public final class KafkaRanges implements RecordRanges {
  private static final long serialVersionUID = 1L;

  private final Properties settings;

  /** Ranges of the topics of a cluster. */
  public KafkaRanges(KafkaConnection connection) {
    settings = KafkaEvents.settings(connection);
    settings.remove(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key());
    settings.setProperty("auto.offset.reset", "none");
    settings.setProperty("allow.auto.create.topics", "false");
  }

  @Override
  public Opened open(List<PartitionRange> ranges, String client, Runnable arrived) {
    Properties own = new Properties();
    own.putAll(settings);
    own.setProperty("client.id", client);
    FetchedRanges fetched =
        new FetchedRanges(
            ranges,
            () ->
                new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            arrived);
    fetched.start(client);
    return fetched;
  }
}
