package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
  private static final String TOPIC = "plant.readings";

  @TempDir Path folder;

  @Test
  void committedRecordsOutliveARestartOnTheSamePortAndAbortedOnesAreNotRead() {
    // Given
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
      String bootstrap = broker.bootstrap();
      broker.createTopic(TOPIC, 1, Map.of("retention.ms", "-1"));
      try (KafkaProducer<String, String> producer = transactional(broker.adminProperties())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "m1", "aborted"));
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "m1", "committed"));
        producer.commitTransaction();
      }

      // When
      broker.restart();

      // Then
      assertThat(broker.bootstrap()).isEqualTo(bootstrap);
      assertThat(broker.topics()).containsExactly(TOPIC);
      assertThat(values(broker.adminProperties(), 1)).containsExactly("committed");
    }
  }

  @Test
  void aClosedBrokerLeavesNoThreadAndNoFile() {
    // Given
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    KafkaBroker broker = KafkaBroker.start();
    broker.createTopic(TOPIC, 2);
    Path data = broker.folder();
    assertThat(data).isDirectory();

    // When
    broker.close();

    // Then
    assertThat(data).doesNotExist();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    Set<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .map(Thread::getName)
            .filter(name -> !name.startsWith("metrics-meter-tick-thread"))
            .filter(name -> !name.startsWith("process reaper"))
            .collect(Collectors.toSet());
    assertThat(left).isEmpty();
  }

  @Test
  void wrongPasswordsAndMissingPermissionsAreRefused() throws Exception {
    // Given
    KafkaBroker.Options options =
        KafkaBroker.Options.withUsers(Map.of("reader", "r3ad", "writer", "wr1te"));
    try (KafkaBroker broker = KafkaBroker.start(options)) {
      broker.createTopic(TOPIC, 1);

      // When
      broker.allow("writer", AclOperation.WRITE, ResourceType.TOPIC, TOPIC);

      // Then
      send(broker.clientProperties("writer", "wr1te"));
      assertThatThrownBy(() -> send(broker.clientProperties("writer", "wrong")))
          .hasRootCauseInstanceOf(SaslAuthenticationException.class);
      assertThatThrownBy(() -> send(broker.clientProperties("reader", "r3ad")))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      assertThat(values(broker.adminProperties(), 1)).containsExactly("written");
    }
  }

  @Test
  void aTopicThatExistsIsNamedInTheRefusal() {
    // Given
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic(TOPIC, 1);

      // When
      var again = assertThatThrownBy(() -> broker.createTopic(TOPIC, 1));

      // Then
      again.isInstanceOf(LocalClusterException.class).hasMessageContaining(TOPIC);
    }
  }

  private static KafkaProducer<String, String> transactional(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("transactional.id", "test");
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static void send(Map<String, Object> properties)
      throws ExecutionException, InterruptedException {
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "m1", "written")).get();
    }
  }

  private static List<String> values(Map<String, Object> properties, int count) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("isolation.level", "read_committed");
    all.put("auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      Instant deadline = Instant.now().plusSeconds(180);
      while (values.size() < count && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200))) {
          values.add(one.value());
        }
      }
    }
    return values;
  }
}
