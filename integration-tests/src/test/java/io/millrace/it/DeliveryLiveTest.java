package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cluster.KafkaBroker;
import io.millrace.formats.avro.SingleObject;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.LiveRun;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.testkit.SharedCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** {@code platform/delivery} on a topic whose broker says when records arrived. */
class DeliveryLiveTest {
  static {
    AvroTrust.establish();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String DEFINITION =
      """
      version: 1
      pipeline: test/delivery
      uses: platform/delivery
      parameters: {window: 1s}
      outputs: {delivery: {to: [{kafka: results, format: json}]}}
      """;

  @Test
  void delaysAndClocksAreToldByTheTimeAtWhichTheBrokerAppended() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      // Given a clock that is right, one ahead by less than max-future, and one by more
      broker.createTopic("plant.readings", 1, Map.of("message.timestamp.type", "LogAppendTime"));
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      send(broker.bootstrap(), "right", now);
      send(broker.bootstrap(), "wrong", now.plus(2, ChronoUnit.DAYS));
      send(broker.bootstrap(), "ahead", now.plusSeconds(30));
      // Whatever the sending took, event time has then passed the windows of all of them.
      send(broker.bootstrap(), "ahead", Instant.now().plusSeconds(55));
      double took = Duration.between(now, Instant.now()).toSeconds() + 1;

      // When
      JobGraph job = job(broker.bootstrap());
      SharedCluster.cluster().submitJob(job).get();
      Map<String, JsonNode> rows = rows(broker.bootstrap(), 3);
      SharedCluster.cluster().cancelJob(job.getJobID()).get();

      // Then
      assertThat(rows).containsOnlyKeys("right", "wrong", "ahead");
      assertThat(rows)
          .allSatisfy((source, row) -> assertThat(row.get("delay_reason").isNull()).isTrue());
      assertThat(rows.get("right").get("delay_p50").asDouble()).isBetween(0.0, took);
      assertThat(rows.get("right").get("future").asLong()).isZero();
      assertThat(rows.get("ahead").get("delay_max").asDouble()).isBetween(-30.0, took - 30);
      assertThat(rows.get("ahead").get("clock_skew").asDouble()).isBetween(30 - took, 30.0);
      assertThat(rows.get("wrong").get("future").asLong()).isEqualTo(1);
      assertThat(rows.get("wrong").get("clock_skew").asDouble())
          .isBetween(172_800 - took, 172_800.0);
    }
  }

  private static JobGraph job(String bootstrap) {
    Definition definition =
        new DefinitionReader(Catalog.shipped(), DeliveryLiveTest.class.getClassLoader())
            .read("delivery.yaml", DEFINITION, Map.of());
    Environment environment =
        EnvironmentReader.read(
            "environment.yaml",
            """
            kafka: {bootstrap: "%s", create: true}
            deployment: {name: delivery, parallelism: 1, checkpoint-interval: 1s}
            """
                .formatted(bootstrap),
            definition.name());
    LiveRun live = new LiveRun(definition, environment, new PrintWriter(System.err, true));
    live.check(Map.of());
    return live.graph(Map.of());
  }

  private static void send(String bootstrap, String source, Instant time) throws IOException {
    SensorReading reading =
        SensorReading.newBuilder().setSource(source).setSensor("load").setEventTime(time).build();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("plant.readings", SingleObject.of(reading)));
    }
  }

  /** The last committed row of each source, when there are as many sources. */
  private static Map<String, JsonNode> rows(String bootstrap, int sources) throws IOException {
    Map<String, JsonNode> rows = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("results").stream()
              .map(partition -> new TopicPartition("results", partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant deadline = Instant.now().plus(PATIENCE);
      while (rows.size() < sources && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          JsonNode row = JSON.readTree(record.value());
          rows.put(row.get("source").asText(), row);
        }
      }
    }
    return rows;
  }
}
