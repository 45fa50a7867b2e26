package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
  private static final KafkaConnection PLAIN = KafkaConnection.to("kafka:9092");

  @Test
  void consumersReadCommittedRecordsInLargeFetchesAndCommitNothingThemselves() {
    // Given
    KafkaConnection connection = PLAIN;

    // When
    Properties settings = KafkaEvents.settings(connection);

    // Then
    assertThat(settings)
        .containsOnly(
            Map.entry("bootstrap.servers", "kafka:9092"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry("enable.auto.commit", "false"),
            Map.entry("max.poll.records", "5000"),
            Map.entry("fetch.min.bytes", "65536"),
            Map.entry("fetch.max.wait.ms", "100"),
            Map.entry("max.partition.fetch.bytes", "4194304"),
            Map.entry("partition.discovery.interval.ms", "60000"));
  }

  @Test
  void producersWaitForAllCopiesAndSendLargeCompressedBatches() {
    // Given
    KafkaConnection connection = PLAIN;

    // When
    Properties settings = KafkaProducers.settings(connection);

    // Then
    assertThat(settings)
        .containsOnly(
            Map.entry("bootstrap.servers", "kafka:9092"),
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", "true"),
            Map.entry("transaction.timeout.ms", "900000"),
            Map.entry("linger.ms", "20"),
            Map.entry("batch.size", "262144"),
            Map.entry("compression.type", "lz4"),
            Map.entry("buffer.memory", "67108864"),
            Map.entry("max.request.size", "16777216"));
  }

  @Test
  void anEnvironmentChangesWhatNoGuaranteeRestsOn() {
    // Given
    KafkaConnection connection =
        new KafkaConnection(
            "kafka:9092", Map.of("compression.type", "zstd", "max.poll.records", "10"));

    // When
    Properties consumers = KafkaEvents.settings(connection);

    // Then
    assertThat(consumers).containsEntry("max.poll.records", "10");
    assertThat(KafkaProducers.settings(connection)).containsEntry("compression.type", "zstd");
  }
}
