package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.spans.SpanFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.schemas.platform.RecordHeader;
import io.millrace.schemas.services.Span;
import io.millrace.sdk.avro.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaEventReaderTest {
  private static final Instant STAMP = Instant.parse("2026-01-01T12:00:07Z");

  private final List<Arrived<SensorReading>> read = new ArrayList<>();
  private final KafkaEventReader<SensorReading> reader =
      new KafkaEventReader<>(Readings.input("plant.readings"));

  @BeforeEach
  void open() {
    reader.open(null);
  }

  @Test
  void anEventHasItsOwnTimeAndTheTimeAtWhichTheBrokerAppendedIt() {
    // Given
    var record = record(Readings.bytes(Readings.at(3)), TimestampType.LOG_APPEND_TIME);

    // When
    read(record);

    // Then
    assertThat(read)
        .containsExactly(
            new Arrived<>(
                Readings.at(3),
                null,
                Readings.NOON.plusSeconds(3).toEpochMilli(),
                STAMP.toEpochMilli()));
  }

  @Test
  void aTimestampOfTheProducerIsNoArrival() {
    // Given
    var record = record(Readings.bytes(Readings.at(3)), TimestampType.CREATE_TIME);

    // When
    read(record);

    // Then
    assertThat(read.get(0).arrival()).isEqualTo(RawRecord.NO_TIME);
    assertThat(read.get(0).timestamp()).isEqualTo(STAMP.toEpochMilli());
  }

  @Test
  void aRecordWithoutAValueIsADeadLetterThatSaysSo() {
    // Given
    var record = record(null, TimestampType.CREATE_TIME);

    // When
    read(record);

    // Then
    assertThat(read.get(0).isEvent()).isFalse();
    assertThat(read.get(0).dead().getMessage()).contains("no value");
    assertThat(read.get(0).dead().getValue()).isNull();
  }

  @Test
  void aDeadLetterIsTheWholeRecordAndTheNextEventIsGood() {
    // Given
    byte[] bad = {7, 8, 9};
    var record = record(bad, TimestampType.CREATE_TIME);
    record.headers().add("trace", new byte[] {1}).add("trace", null);

    // When
    read(record, record(Readings.bytes(Readings.at(3)), TimestampType.CREATE_TIME));

    // Then
    DeadLetter letter = read.get(0).dead();
    assertThat(letter.getInput()).isEqualTo("readings");
    assertThat(letter.getStage()).isEqualTo("decode");
    assertThat(letter.getError()).isEqualTo("MALFORMED");
    assertThat(letter.getMessage()).contains("got 07 08");
    assertThat(letter.getTopic()).isEqualTo("plant.readings");
    assertThat(letter.getPartition()).isEqualTo(2);
    assertThat(letter.getOffset()).isEqualTo(41);
    assertThat(letter.getTimestamp()).isEqualTo(STAMP);
    assertThat(letter.getHeaders())
        .containsExactly(
            new RecordHeader("trace", ByteBuffer.wrap(new byte[] {1})),
            new RecordHeader("trace", null));
    assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key()));
    assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(bad));
    assertThat(read.get(1).event()).isEqualTo(Readings.at(3));
  }

  @Test
  void anEventOfNoPossibleTimeIsADeadLetter() {
    // Given
    SensorReading broken =
        SensorReading.newBuilder(Readings.at(0))
            .setEventTime(Instant.EPOCH.minusSeconds(1L << 40))
            .build();

    // When
    read(record(Readings.bytes(broken), TimestampType.CREATE_TIME));

    // Then
    assertThat(read.get(0).dead().getError()).isEqualTo("BAD_TIME");
  }

  @Test
  void aRecordThatHoldsSeveralEventsGivesThemAll() {
    // Given
    KafkaEventReader<Span> spanReader =
        new KafkaEventReader<>(
            KafkaInput.of(
                "spans",
                "zipkin",
                new SpanFormat(SpanFormat.Encoding.ZIPKIN_V2, FieldMapping.none()),
                RecordType.of(Span.class),
                "event_time"));
    spanReader.open(null);
    String spans =
        "[{'traceId':'1','id':'2','timestamp':7000000},{'traceId':'1','id':'3','timestamp':9000000}]"
            .replace('\'', '"');
    List<Arrived<Span>> arrived = new ArrayList<>();

    // When
    spanReader.deserialize(
        record(spans.getBytes(StandardCharsets.UTF_8), TimestampType.LOG_APPEND_TIME),
        new ListCollector<>(arrived));

    // Then
    assertThat(arrived).extracting(Arrived::eventTime).containsExactly(7_000L, 9_000L);
    assertThat(arrived).allMatch(one -> one.arrival() == STAMP.toEpochMilli());
  }

  @SafeVarargs
  private void read(ConsumerRecord<byte[], byte[]>... records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      reader.deserialize(record, new ListCollector<>(read));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value, TimestampType type) {
    return new ConsumerRecord<>(
        "plant.readings",
        2,
        41,
        STAMP.toEpochMilli(),
        type,
        -1,
        -1,
        key(),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] key() {
    return "m1".getBytes(StandardCharsets.UTF_8);
  }
}
