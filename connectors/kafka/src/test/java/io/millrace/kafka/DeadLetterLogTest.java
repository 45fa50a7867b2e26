package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GroundExtension.class)
class DeadLetterLogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Ground ground;

  DeadLetterLogTest(Ground ground) {
    this.ground = ground;
  }

  @Test
  void lettersComeInTheirOrderAndWhatIsNoneIsNamed() {
    // Given
    ground.broker().createTopic("log.dead", 1);
    Letters.send(ground, "log.dead", Letters.of("in", 3, 17));
    ground.send("log.dead", new byte[] {1});
    Letters.send(ground, "log.dead", Letters.of("in", 3, 18));
    List<String> letters = new ArrayList<>();
    List<String> strangers = new ArrayList<>();

    // When
    new DeadLetterLog(ground.connection(), "log.dead")
        .read(
            null,
            letter -> letters.add(letter.id() + " " + letter.original()),
            stranger -> strangers.add(stranger.getMessage()));

    // Then
    assertThat(letters).containsExactly("log.dead-0@0 in-3@17", "log.dead-0@2 in-3@18");
    assertThat(strangers).singleElement().asString().startsWith("Record log.dead-0@1 is no dead");
  }

  @Test
  void noLetterOfATimeOrALaterOneIsPassedOverThoughTimesAreOutOfOrder() {
    // Given
    ground.broker().createTopic("log.times", 1);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int second : new int[] {0, 60, 30, 90}) {
      ProducerRecord<byte[], byte[]> record =
          new DeadLetterSerializer("log.times").serialize(Letters.of("in", 0, second), null, null);
      long time = NOON.plusSeconds(second).toEpochMilli();
      records.add(
          new ProducerRecord<>(
              "log.times", 0, time, record.key(), record.value(), record.headers()));
    }
    ground.send(records);
    List<Long> offsets = new ArrayList<>();

    // When
    new DeadLetterLog(ground.connection(), "log.times")
        .read(
            NOON.plusSeconds(60),
            letter -> offsets.add(letter.letter().getOffset()),
            stranger -> {});

    // Then
    assertThat(offsets).contains(60L, 90L).doesNotContain(0L);
  }

  @Test
  void aLetterIsFoundByItsPlaceAndNothingWhereNoneIs() {
    // Given
    ground.broker().createTopic("log.place", 1);
    Letters.send(ground, "log.place", Letters.of("in", 0, 1), Letters.of("in", 0, 2));
    DeadLetterLog log = new DeadLetterLog(ground.connection(), "log.place");

    // When
    List<Long> found = log.at(0, 1).stream().map(one -> one.letter().getOffset()).toList();

    // Then
    assertThat(found).containsExactly(2L);
    assertThat(log.at(0, 2)).isEmpty();
    assertThat(log.at(7, 0)).isEmpty();
  }

  @Test
  void aTopicThatIsNotThereIsRefused() {
    // When
    MillraceException refused =
        catchThrowableOfType(
            MillraceException.class,
            () ->
                new DeadLetterLog(ground.connection(), "log.missing")
                    .read(null, letter -> {}, stranger -> {}));

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(refused).hasMessageContaining("log.missing");
  }
}
