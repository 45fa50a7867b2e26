package io.millrace.runner.deadletters;

import io.millrace.kafka.StoredLetter;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Letters as they lie in their topic. */
final class Stored {
  static {
    AvroTrust.establish();
  }

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Stored() {}

  /** The letter 0@5, written at noon, of the record plant.readings-3@17. */
  static StoredLetter letter() {
    return with(
        DeadLetter.newBuilder()
            .setInput("readings")
            .setStage("decode")
            .setError("MALFORMED")
            .setMessage("expected a number, got \"warm\"")
            .setTopic("plant.readings")
            .setPartition(3)
            .setOffset(17L)
            .setTimestamp(NOON.minusSeconds(1))
            .setHeaders(List.of(new RecordHeader("trace", bytes("t1"))))
            .setKey(bytes("m1"))
            .setValue(bytes("{\"value\": \"warm\"}"))
            .build());
  }

  static StoredLetter with(DeadLetter letter) {
    return new StoredLetter("plant.heat.dead-letters", 0, 5, NOON, letter);
  }

  /** The same, of a record that was redriven before. */
  static StoredLetter ofAttempt(String attempt) {
    return with(
        DeadLetter.newBuilder(letter().letter())
            .setHeaders(
                List.of(
                    new RecordHeader("millrace.attempt", bytes(attempt)),
                    new RecordHeader("millrace.letter", bytes("plant.heat.dead-letters-0@1"))))
            .build());
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
