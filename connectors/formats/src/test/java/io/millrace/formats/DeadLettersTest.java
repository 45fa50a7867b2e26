package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final Decoded.Bad<?> BAD = new Decoded.Bad<>(ErrorCode.MALFORMED, "why");

  @Test
  void aRecordFromKafkaKeepsAllThatItCameWith() {
    // given
    RawRecord raw =
        new RawRecord(
            new byte[] {1},
            new byte[] {2},
            List.of(new RawRecord.Header("h", new byte[] {3}), new RawRecord.Header("n", null)),
            new Position.InTopic("t", 4, 5),
            6,
            RawRecord.NO_TIME);

    // when
    DeadLetter letter = DeadLetters.of("readings", "decode", raw, BAD);

    // then
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                "readings",
                "decode",
                "MALFORMED",
                "why",
                null,
                null,
                "t",
                4,
                5L,
                Instant.ofEpochMilli(6),
                List.of(
                    new RecordHeader("h", ByteBuffer.wrap(new byte[] {3})),
                    new RecordHeader("n", null)),
                ByteBuffer.wrap(new byte[] {2}),
                ByteBuffer.wrap(new byte[] {1})));
  }

  @Test
  void aRecordOfAFileKeepsItsFileAndLine() {
    // given
    RawRecord raw = RawRecord.inFile(new byte[] {1}, "a.csv", 7);

    // when
    DeadLetter letter = DeadLetters.of("readings", "decode", raw, BAD);

    // then
    assertThat(letter.getFile()).isEqualTo("a.csv");
    assertThat(letter.getLine()).isEqualTo(7);
    assertThat(letter.getTopic()).isNull();
    assertThat(letter.getTimestamp()).isNull();
  }
}
