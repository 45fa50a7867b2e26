package io.millrace.runner.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLinesTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SensorReading READING =
      SensorReading.newBuilder()
          .setSource("m1")
          .setSensor("t")
          .setEventTime(NOON)
          .setValue(20.5)
          .build();

  @Test
  void aRecordIsShownByItself() {
    // When
    String line = lines(SensorReading.class, List.of(), false).line(raw(SingleObject.of(READING)));

    // Then
    assertThat(line)
        .isEqualTo(
            "{\"source\":\"m1\",\"sensor\":\"t\",\"event_time\":\"2026-01-01T12:00:00Z\","
                + "\"value\":20.5,\"unit\":null,\"quality\":\"GOOD\",\"epoch\":0,\"sequence\":null}");
  }

  @Test
  void onRequestItSaysWhereTheRecordStands() {
    // When
    String line = lines(SensorReading.class, List.of(), true).line(raw(SingleObject.of(READING)));

    // Then
    assertThat(line)
        .startsWith(
            "{\"topic\":\"plant\",\"partition\":1,\"offset\":7,"
                + "\"timestamp\":\"2026-01-01T12:00:00Z\",\"record\":{\"source\":\"m1\"");
  }

  @Test
  void hiddenFieldsAreNotShown() {
    // When
    String line =
        lines(SensorReading.class, List.of("source", "value"), false)
            .line(raw(SingleObject.of(READING)));

    // Then
    assertThat(line)
        .startsWith("{\"source\":\"***\",\"sensor\":\"t\",")
        .contains("\"value\":\"***\"")
        .doesNotContain("m1", "20.5");
  }

  @Test
  void allFieldsCanBeHidden() {
    // When
    String line =
        lines(SensorReading.class, List.of("all"), false).line(raw(SingleObject.of(READING)));

    // Then
    assertThat(line.replaceAll("\"[a-z_]+\":\"\\*\\*\\*\",?", "")).isEqualTo("{}");
  }

  @Test
  void aFieldWithinRecordsOfAListIsHiddenInEachAlsoWhereItIsNoText() {
    // Given a value that is text, and one that is not
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setInput("readings")
            .setStage("decode")
            .setError("MALFORMED")
            .setMessage("bad")
            .setHeaders(
                List.of(
                    new RecordHeader("a", ByteBuffer.wrap(new byte[] {'s', 'e', 'c'})),
                    new RecordHeader("b", ByteBuffer.wrap(new byte[] {(byte) 0xFF}))))
            .build();

    // When
    String line =
        lines(DeadLetter.class, List.of("headers.value"), false).line(raw(SingleObject.of(letter)));

    // Then
    assertThat(line).contains("{\"key\":\"a\",\"value\":\"***\"}", "{\"key\":\"b\",\"value");
    assertThat(line).doesNotContain("sec", "/w==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sorce", "source.name", "value.x"})
  void aFieldThatIsNotThereIsRefused(String field) {
    // When
    MillraceException refused =
        catchThrowableOfType(
            MillraceException.class, () -> lines(SensorReading.class, List.of(field), false));

    // Then
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(refused).hasMessageStartingWith("--redact " + field + ": ");
  }

  @Test
  void aBadRecordIsShownAsSuchWithItsPosition() {
    // When
    String line = lines(SensorReading.class, List.of(), false).line(raw(bytes("what\nis this?")));

    // Then
    assertThat(line)
        .startsWith("{\"topic\":\"plant\",\"partition\":1,\"offset\":7,")
        .contains("\"error\":\"MALFORMED\",\"message\":", "what\\\\nis this?");
  }

  @Test
  void aBadRecordOfARedactedTopicShowsNothingOfItself() {
    // When
    String line = lines(SensorReading.class, List.of("source"), false).line(raw(bytes("a secret")));

    // Then
    assertThat(line).endsWith("\"error\":\"MALFORMED\"}").doesNotContain("secret");
  }

  @Test
  void jsonOfAnOutputIsShownAsItStands() {
    // Given
    Schema schema = SensorReading.getClassSchema();
    RecordLines lines =
        new RecordLines(JsonTexts::asIs, Redaction.of(List.of("source"), schema), false);

    // When
    String good = lines.line(raw(bytes("{\"source\": \"m1\", \"value\": 1.10, \"n\": [1, 2]}")));
    String cut = lines.line(raw(bytes("{\"source\": \"m1\"")));
    String more = lines.line(raw(bytes("{} {}")));

    // Then
    assertThat(good).isEqualTo("{\"source\":\"***\",\"value\":1.10,\"n\":[1,2]}");
    assertThat(cut).contains("\"error\":\"MALFORMED\"").doesNotContain("m1");
    assertThat(more).contains("\"error\":\"MALFORMED\"");
  }

  private static <T extends IndexedRecord> RecordLines lines(
      Class<T> type, List<String> redacted, boolean positions) {
    Schema schema = RecordType.of(type).schema();
    return new RecordLines(
        JsonTexts.of(AvroFormat.shipped().decoder(type)),
        Redaction.of(redacted, schema),
        positions);
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord(
        value,
        null,
        List.of(),
        new Position.InTopic("plant", 1, 7),
        NOON.toEpochMilli(),
        RawRecord.NO_TIME);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
