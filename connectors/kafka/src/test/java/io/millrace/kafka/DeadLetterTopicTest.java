package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {
  static {
    AvroTrust.establish();
  }

  private static final DeadLetter LETTER =
      DeadLetter.newBuilder()
          .setInput("readings")
          .setStage("decode")
          .setError("MALFORMED")
          .setMessage("expected ein Ohm (\u03a9)")
          .setTopic("plant.readings")
          .setPartition(3)
          .setOffset(1L << 40)
          .setTimestamp(Instant.parse("2026-01-01T12:00:00.123Z"))
          .setHeaders(
              List.of(
                  new RecordHeader("trace", ByteBuffer.wrap(new byte[] {-1, 0})),
                  new RecordHeader("trace", null)))
          .setKey(ByteBuffer.wrap(new byte[] {0}))
          .setValue(ByteBuffer.wrap(new byte[] {1, 2}))
          .build();

  @Test
  void aLetterComesBackAsItWas() {
    // Given
    ConsumerRecord<byte[], byte[]> record = written(LETTER);

    // When
    DeadLetter back = DeadLetterTopic.read(record);

    // Then
    assertThat(back).isEqualTo(LETTER);
    assertThat(record.key()).containsExactly(0);
    assertThat(record.value()).containsExactly(1, 2);
  }

  @Test
  void aLetterWithoutKeyValueAndPositionComesBackAsItWas() {
    // Given
    DeadLetter bare =
        DeadLetter.newBuilder()
            .setInput("readings")
            .setStage("decode")
            .setError("MALFORMED")
            .setMessage("the record has no value")
            .build();

    // When
    DeadLetter back = DeadLetterTopic.read(written(bare));

    // Then
    assertThat(back).isEqualTo(bare);
  }

  @Test
  void aRecordThatDiesAgainKeepsTheReasonOfItsFirstDeath() {
    // Given
    ConsumerRecord<byte[], byte[]> first = written(LETTER);
    List<RecordHeader> all =
        Arrays.stream(first.headers().toArray())
            .map(
                one ->
                    new RecordHeader(
                        one.key(), one.value() == null ? null : ByteBuffer.wrap(one.value())))
            .toList();
    DeadLetter second =
        DeadLetter.newBuilder(LETTER).setMessage("still bad").setHeaders(all).build();

    // When
    DeadLetter back = DeadLetterTopic.read(written(second));

    // Then
    assertThat(back).isEqualTo(second);
    assertThat(back.getHeaders()).hasSize(2 + DeadLetterTopic.OWN_HEADERS);
  }

  @Test
  void anyOtherRecordIsRefusedWithItsPosition() {
    // Given
    ConsumerRecord<byte[], byte[]> other =
        new ConsumerRecord<>("plant.readings", 3, 17, null, new byte[0]);

    // When
    var refusal = assertThatThrownBy(() -> DeadLetterTopic.read(other));

    // Then
    refusal.isInstanceOf(MillraceException.class).hasMessageContaining("plant.readings-3@17");
  }

  private static ConsumerRecord<byte[], byte[]> written(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> record =
        new DeadLetterSerializer("dead").serialize(letter, null, null);
    return new ConsumerRecord<>(
        "dead",
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}
