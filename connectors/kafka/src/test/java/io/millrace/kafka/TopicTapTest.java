package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.formats.RawRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
class TopicTapTest {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Ground ground;

  TopicTapTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void theNextRecordsAreThoseThatComeAfterItWasOpened() {
    // Given
    ground.broker().createTopic("tap.next", 2, Map.of());
    ground.send("tap.next", bytes("before"));
    List<RawRecord> seen = new ArrayList<>();
    try (TopicTap tap = TopicTap.open(ground.connection(), "tap.next")) {
      ground.send("tap.next", bytes("a"), bytes("b"), bytes("c"));

      // When
      int count = tap.next(2, LONG, seen::add);

      // Then
      assertThat(count).isEqualTo(2);
      assertThat(texts(seen)).containsExactly("a", "b");
    }
  }

  @Test
  void itReturnsWithFewerWhenItsPatienceEnds() {
    // Given
    ground.broker().createTopic("tap.silent", 1, Map.of());
    try (TopicTap tap = TopicTap.open(ground.connection(), "tap.silent")) {
      // When
      int count = tap.next(10, SHORT, raw -> {});

      // Then
      assertThat(count).isZero();
    }
  }

  @Test
  void theLastRecordsAreFoundBehindMarkersOfTransactionsAndWithoutTheAborted() {
    // Given two committed records in one partition, with aborted ones and many markers after them
    ground.broker().createTopic("tap.last", 2, Map.of());
    ground.send("tap.last", bytes("first"));
    Map<String, Object> settings = new HashMap<>(ground.broker().adminProperties());
    settings.put("transactional.id", "tap-test");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("tap.last", 0, null, bytes("second")));
      producer.commitTransaction();
      for (int i = 0; i < 5; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("tap.last", 0, null, bytes("aborted")));
        producer.flush();
        producer.abortTransaction();
      }
    }
    try (TopicTap tap = TopicTap.open(ground.connection(), "tap.last")) {
      // When
      List<RawRecord> one = tap.last(1);
      List<RawRecord> all = tap.last(10);

      // Then
      assertThat(texts(one)).containsExactly("second");
      assertThat(texts(all)).containsExactly("first", "second");
    }
  }

  @Test
  void allIsReadUpToTheEndThatTheTopicHadBehindMarkersAndWithoutTheAborted() {
    // Given
    ground.broker().createTopic("tap.all", 3, Map.of());
    ground.send("tap.all", bytes("first"));
    Map<String, Object> settings = new HashMap<>(ground.broker().adminProperties());
    settings.put("transactional.id", "tap-all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("tap.all", 1, null, bytes("second")));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("tap.all", 0, null, bytes("aborted")));
      producer.flush();
      producer.abortTransaction();
    }
    List<RawRecord> seen = new ArrayList<>();
    try (TopicTap tap = TopicTap.open(ground.connection(), "tap.all")) {
      ground.send("tap.all", bytes("afterwards"));

      // When
      tap.all(seen::add);

      // Then
      assertThat(texts(seen)).containsExactlyInAnyOrder("first", "second");
      assertThat(texts(tap.last(1))).containsExactly("second");
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    // Given
    ground.broker().createTopic("tap.traceless", 1, Map.of());
    ground.send("tap.traceless", bytes("a"));
    try (Admin admin = Admin.create(new HashMap<>(ground.broker().adminProperties()))) {
      Set<String> groups = groups(admin);
      Set<String> topics = admin.listTopics().names().get();

      // When
      try (TopicTap tap = TopicTap.open(ground.connection(), "tap.traceless")) {
        tap.next(1, SHORT, raw -> {});
        tap.last(1);
      }

      // Then
      assertThat(groups(admin)).isEqualTo(groups);
      assertThat(admin.listTopics().names().get()).isEqualTo(topics);
    }
  }

  @Test
  void aTopicThatIsNotThereIsRefusedAndNotMade() throws Exception {
    // When
    MillraceException refused =
        catchThrowableOfType(
            MillraceException.class, () -> TopicTap.open(ground.connection(), "tap.missing"));

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(refused).hasMessageContaining("tap.missing");
    try (Admin admin = Admin.create(new HashMap<>(ground.broker().adminProperties()))) {
      assertThat(admin.listTopics().names().get()).doesNotContain("tap.missing");
    }
  }

  private static Set<String> groups(Admin admin) throws Exception {
    Set<String> groups = new TreeSet<>();
    for (GroupListing group : admin.listGroups().all().get()) {
      groups.add(group.groupId());
    }
    return groups;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(List<RawRecord> records) {
    return records.stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
