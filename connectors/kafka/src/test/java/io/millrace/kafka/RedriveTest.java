package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
class RedriveTest {
  private final Ground ground;

  RedriveTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void aRecordGoesBackToItsPartitionAsItWasAndSaysWhichAttemptItIs() {
    // Given
    topics("back", 2);
    Letters.send(ground, "back.dead", Letters.of("back.in", 1, 17));

    // When
    long written = redriveAll("back");

    // Then
    assertThat(written).isEqualTo(1);
    assertThat(records("back.in"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.partition()).isEqualTo(1);
              assertThat(record.key()).asString().isEqualTo("k17");
              assertThat(record.value()).asString().isEqualTo("v17");
              assertThat(headers(record))
                  .containsExactly(
                      "trace=t17", "millrace.attempt=2", "millrace.letter=back.dead-0@0");
            });
  }

  @Test
  void aRecordThatDiesAgainCountsOnAndKeepsNoHeaderOfOurs() {
    // Given
    topics("again", 1);
    Letters.send(ground, "again.dead", Letters.of("again.in", 0, 17));
    redriveAll("again");
    ConsumerRecord<byte[], byte[]> redriven = records("again.in").get(0);
    DeadLetter second =
        io.millrace.formats.DeadLetters.of(
            "readings",
            "decode",
            KafkaEventReader.raw(redriven),
            new io.millrace.formats.Decoded.Bad<>(ErrorCode.MALFORMED, "still"));
    Letters.send(ground, "again.dead", second);

    // When
    long written = redriveAll("again");

    // Then the first letter stays where it is
    assertThat(written).isEqualTo(1);
    assertThat(headers(records("again.in").get(1)))
        .containsExactly("trace=t17", "millrace.attempt=3", "millrace.letter=again.dead-0@1");
  }

  @Test
  void eachIsWrittenOnceHoweverOftenItIsRun() {
    // Given more than one transaction takes
    topics("redrive-once", 1);
    DeadLetter[] letters = new DeadLetter[1_100];
    Arrays.setAll(letters, i -> Letters.of("redrive-once.in", 0, i));
    Letters.send(ground, "redrive-once.dead", letters);

    // When
    long first = redriveAll("redrive-once");
    long second = redriveAll("redrive-once");

    // Then
    assertThat(first).isEqualTo(1_100);
    assertThat(second).isZero();
    assertThat(records("redrive-once.in")).hasSize(1_100);
  }

  @Test
  void whatWasProducedAndNotCommittedIsTakenUpByTheNextWhichShutsTheFirstOut() {
    // Given one that has come to a halt between produce and commit
    topics("halt", 1);
    Letters.send(ground, "halt.dead", Letters.of("halt.in", 0, 1), Letters.of("halt.in", 0, 2));
    try (Redrive halted = open("halt")) {
      forEachOpen("halt", halted);
      halted.produce();
      awaitProduced("halt.in", 2);

      // When
      long written = redriveAll("halt");
      MillraceException shutOut = catchThrowableOfType(MillraceException.class, halted::finish);

      // Then
      assertThat(written).isEqualTo(2);
      assertThat(shutOut.code()).isEqualTo(ErrorCode.CONFLICT);
      assertThat(shutOut).hasMessageContaining("Another redrive of 'halt.dead' has begun");
      assertThat(records("halt.in"))
          .extracting(record -> new String(record.value()))
          .containsExactly("v1", "v2");
    }
    assertThat(records("halt.in")).hasSize(2);
  }

  @Test
  void theKeyDecidesWhereThePartitionIsNoLongerThere() {
    // Given
    topics("shrunk", 1);
    Letters.send(ground, "shrunk.dead", Letters.of("shrunk.in", 5, 1));

    // When
    redriveAll("shrunk");

    // Then
    assertThat(records("shrunk.in")).extracting(ConsumerRecord::partition).containsExactly(0);
  }

  @Test
  void marksOfLettersThatRetentionDeletedGoWithThem() throws Exception {
    // Given
    topics("gone", 1);
    Letters.send(ground, "gone.dead", Letters.of("gone.in", 0, 1), Letters.of("gone.in", 0, 2));
    redriveAll("gone");
    ground.deleteRecords("gone.dead", 0, 1);

    // When
    redriveAll("gone");

    // Then
    Map<String, byte[]> marks = new HashMap<>();
    records("gone.redriven").forEach(one -> marks.put(new String(one.key()), one.value()));
    assertThat(marks).hasSize(2);
    marks.forEach(
        (key, value) -> assertThat(value == null).as(key).isEqualTo(key.endsWith("/0@0")));
  }

  @Test
  void marksOfATopicThatWasMadeAnewSayNothingAboutItsLetters() throws Exception {
    // Given
    topics("anew", 1);
    Letters.send(ground, "anew.dead", Letters.of("anew.in", 0, 1));
    redriveAll("anew");
    try (Admin admin = Admin.create(new HashMap<>(ground.broker().adminProperties()))) {
      admin.deleteTopics(List.of("anew.dead")).all().get();
    }
    ground.broker().createTopic("anew.dead", 1);
    Letters.send(ground, "anew.dead", Letters.of("anew.in", 0, 2));

    // When
    long written = redriveAll("anew");

    // Then
    assertThat(written).isEqualTo(1);
  }

  @Test
  void aTopicOfMarksThatWouldForgetIsRefused() {
    // Given
    topics("forget", 1);
    ground.broker().createTopic("forget.redriven", 1, Map.of("cleanup.policy", "delete"));

    // When
    MillraceException refused =
        catchThrowableOfType(MillraceException.class, () -> open("forget").close());

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(refused).hasMessageContaining("cleanup.policy=delete");
  }

  @Test
  void aTopicOfMarksIsMadeOnlyWhereTheEnvironmentSaysSo() {
    // Given
    topics("made", 1);

    // When
    MillraceException refused =
        catchThrowableOfType(
            MillraceException.class,
            () -> Redrive.open(ground.connection(), "made.dead", "made.redriven", false).close());

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(refused).hasMessageContaining("'create: true'");
  }

  private void topics(String test, int partitions) {
    ground.broker().createTopic(test + ".in", partitions);
    ground.broker().createTopic(test + ".dead", 1);
  }

  private Redrive open(String test) {
    return Redrive.open(ground.connection(), test + ".dead", test + ".redriven", true);
  }

  private long redriveAll(String test) {
    try (Redrive redrive = open(test)) {
      forEachOpen(test, redrive);
      redrive.commit();
      redrive.forgetOutlived();
      return redrive.committed();
    }
  }

  private void forEachOpen(String test, Redrive redrive) {
    new DeadLetterLog(ground.connection(), test + ".dead")
        .read(
            null,
            letter -> {
              if (redrive.marks().of(letter).isEmpty()) {
                redrive.write(letter);
              }
            },
            stranger -> {
              throw stranger;
            });
  }

  /** Waits until records are in the log, committed or not. */
  private void awaitProduced(String topic, long count) {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            new HashMap<>(ground.broker().adminProperties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      while (consumer.endOffsets(List.of(partition)).get(partition) < count) {
        assertThat(Instant.now()).isBefore(deadline);
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (CommittedRecords committed = new CommittedRecords(ground, topic)) {
      return List.copyOf(committed.toTheEnd());
    }
  }

  private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.stream(record.headers().toArray())
        .map(header -> header.key() + "=" + new String(header.value()))
        .toList();
  }
}
