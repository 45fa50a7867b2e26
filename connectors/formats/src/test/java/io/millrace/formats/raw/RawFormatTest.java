package io.millrace.formats.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.EventReader;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RawFormatTest {
  private static final RawFormat FORMAT = new RawFormat();
  private static final byte[] NOTHING = {};

  private final Decoder<ArchivedRecord> decoder = FORMAT.decoder(ArchivedRecord.class);

  @Property
  void everyRecordOfATopicIsAnEventAndComesBackAsItWas(@ForAll("records") RawRecord raw) {
    // when
    List<Arrived<ArchivedRecord>> events =
        new EventReader<>("records", FORMAT, RecordType.of(ArchivedRecord.class), "event_time")
            .read(raw);

    // then
    assertThat(events).singleElement().matches(Arrived::isEvent);
    assertSame(ArchivedRecords.raw(events.get(0).event()), raw);
  }

  @Test
  void theEventTimeIsTheTimestampWhereThatIsATime() {
    // given
    RawRecord noon = timed(Instant.parse("2026-01-01T12:00:00Z").toEpochMilli());
    RawRecord timeless = timed(RawRecord.NO_TIME);
    RawRecord beyond = timed(Instant.parse("9999-01-01T00:00:00Z").toEpochMilli());

    // when
    List<ArchivedRecord> events = List.of(read(noon), read(timeless), read(beyond));

    // then
    assertThat(events)
        .extracting(ArchivedRecord::getEventTime)
        .containsExactly(Instant.parse("2026-01-01T12:00:00Z"), Instant.EPOCH, Instant.EPOCH);
    assertThat(events)
        .extracting(ArchivedRecord::getTimestamp)
        .containsExactly(
            Instant.parse("2026-01-01T12:00:00Z"), null, Instant.parse("9999-01-01T00:00:00Z"));
  }

  @Test
  void theSchemaIsWhatTheValueBeginsWith() {
    // given
    byte[] confluent = {0, 0, 0, 1, 2, 42};
    byte[] singleObject = {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 42};
    byte[] text = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    // when
    ArchivedRecord ofRegistry = read(valued(confluent));
    ArchivedRecord ofFingerprint = read(valued(singleObject));
    ArchivedRecord ofNone = read(valued(text));

    // then
    assertThat(ofRegistry.getSchemaId()).isEqualTo(258);
    assertThat(ofRegistry.getSchemaFingerprint()).isNull();
    assertThat(ofFingerprint.getSchemaFingerprint()).isEqualTo(0x0807060504030201L);
    assertThat(ofFingerprint.getSchemaId()).isNull();
    assertThat(ofNone.getSchemaId()).isNull();
    assertThat(ofNone.getSchemaFingerprint()).isNull();
    assertThat(read(valued(null)).getSchemaId()).isNull();
  }

  @Test
  void aProjectionHasItsFieldsAlone() {
    // given
    Schema schema =
        SchemaBuilder.record("ArchivedRecord")
            .namespace("io.millrace.schemas.platform")
            .fields()
            .requiredLong("offset")
            .requiredString("topic")
            .endRecord();

    // when
    Decoded<GenericRecord> decoded = FORMAT.decoder(RecordType.of(schema)).decode(valued(NOTHING));

    // then
    assertThat(decoded.events())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.get("offset")).isEqualTo(9L);
              assertThat(record.get("topic")).isEqualTo("t");
            });
  }

  @Test
  void anotherSchemaIsRefused() {
    assertThatThrownBy(() -> FORMAT.decoder(SensorReading.class))
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_TYPE))
        .hasMessage(
            "format raw gives records of the schema platform.ArchivedRecord, not"
                + " industrial.SensorReading");
  }

  @Provide
  Arbitrary<RawRecord> records() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40).injectNull(0.2);
    Arbitrary<List<RawRecord.Header>> headers =
        Combinators.combine(Arbitraries.strings().ofMaxLength(5), bytes)
            .as(RawRecord.Header::new)
            .list()
            .ofMaxSize(4);
    Arbitrary<Long> times =
        Arbitraries.oneOf(
            Arbitraries.just(RawRecord.NO_TIME),
            Arbitraries.longs().between(-1, Long.MAX_VALUE),
            Arbitraries.longs().between(0, 4_000_000_000_000L));
    return Combinators.combine(
            bytes, bytes, headers, Arbitraries.longs().greaterOrEqual(0), times, times)
        .as(
            (value, key, all, offset, timestamp, arrival) ->
                new RawRecord(
                    value, key, all, new Position.InTopic("t.1", 3, offset), timestamp, arrival));
  }

  private static void assertSame(RawRecord actual, RawRecord expected) {
    assertThat(actual.value()).isEqualTo(expected.value());
    assertThat(actual.key()).isEqualTo(expected.key());
    assertThat(actual.position()).isEqualTo(expected.position());
    assertThat(actual.timestamp()).isEqualTo(expected.timestamp());
    assertThat(actual.arrival()).isEqualTo(expected.arrival());
    assertThat(actual.headers())
        .usingElementComparator(
            (one, other) ->
                Objects.equals(one.key(), other.key()) && Arrays.equals(one.value(), other.value())
                    ? 0
                    : 1)
        .isEqualTo(expected.headers());
  }

  private ArchivedRecord read(RawRecord raw) {
    return decoder.decode(raw).events().get(0);
  }

  private static RawRecord timed(long timestamp) {
    return new RawRecord(
        NOTHING, null, List.of(), new Position.InTopic("t", 0, 9), timestamp, RawRecord.NO_TIME);
  }

  private static RawRecord valued(byte[] value) {
    return new RawRecord(
        value, null, List.of(), new Position.InTopic("t", 0, 9), 0, RawRecord.NO_TIME);
  }
}
