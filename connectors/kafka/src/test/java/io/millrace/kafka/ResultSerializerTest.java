package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.formats.avro.SingleObject;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class ResultSerializerTest {
  static {
    AvroTrust.establish();
  }

  private static final Rollup ROLLUP =
      Rollup.newBuilder()
          .setSource("m1")
          .setSensor("t")
          .setWindowStart(Readings.NOON)
          .setWindowEnd(Readings.NOON.plusSeconds(60))
          .setCount(2)
          .setMin(1)
          .setMax(2)
          .setMean(1.5)
          .setStddev(0.5)
          .setFirst(1)
          .setLast(2)
          .setP50(1.5)
          .setP95(2)
          .setP99(2)
          .setRevision(3)
          .setStatus(ResultStatus.CORRECTED)
          .build();

  @Test
  void theKeyIsCanonicalJsonInTheOrderOfTheSchemaAndTheTimestampTheProducersOwn() {
    // Given
    ResultSerializer<Rollup> serializer =
        serializer(List.of("window_start", "source"), KafkaOutput.Encoding.AVRO);

    // When
    ProducerRecord<byte[], byte[]> record = serializer.serialize(ROLLUP, null, 0L);

    // Then
    assertThat(text(record.key()))
        .isEqualTo("{\"source\":\"m1\",\"window_start\":\"2026-01-01T12:00:00Z\"}");
    assertThat(record.value()).isEqualTo(SingleObject.of(ROLLUP));
    assertThat(record.timestamp()).isNull();
    assertThat(record.partition()).isNull();
  }

  @Test
  void inJsonTheValueIsTheCanonicalObject() {
    // Given
    ResultSerializer<Rollup> serializer = serializer(List.of("source"), KafkaOutput.Encoding.JSON);

    // When
    ProducerRecord<byte[], byte[]> record = serializer.serialize(ROLLUP, null, 0L);

    // Then
    assertThat(text(record.value()))
        .startsWith("{\"source\":\"m1\",\"sensor\":\"t\",\"window_start\":\"2026-01-01T12:00:00Z\"")
        .endsWith("\"revision\":3,\"status\":\"CORRECTED\"}");
  }

  @Test
  void aKeyFieldThatDoesNotExistIsRefusedBeforeTheJobStarts() {
    // Given
    KafkaOutput<Rollup> output =
        KafkaOutput.of(
            "rollups",
            "t",
            RecordType.of(Rollup.class),
            List.of("sauce"),
            Delivery.exactlyOnce("line"));

    // When
    var refusal =
        assertThatThrownBy(() -> KafkaResults.sink(KafkaConnection.to("localhost:9092"), output));

    // Then
    refusal
        .isInstanceOf(MillraceException.class)
        .hasMessage("Rollup has no field 'sauce'; did you mean 'source'?");
  }

  @Test
  void aLateEventIsItselfWithItsInputAndTheReason() {
    // Given
    LateEventSerializer<SensorReading> serializer =
        new LateEventSerializer<>(
            "late", "readings", RecordType.of(SensorReading.class), LateTopic.Reason.FUTURE);
    serializer.open(null, null);

    // When
    ProducerRecord<byte[], byte[]> record = serializer.serialize(Readings.at(1), null, 5L);

    // Then
    assertThat(record.value()).isEqualTo(Readings.bytes(Readings.at(1)));
    assertThat(record.timestamp()).isNull();
    assertThat(record.headers())
        .extracting(Header::key, one -> text(one.value()))
        .containsExactly(tuple("millrace.input", "readings"), tuple("millrace.reason", "FUTURE"));
  }

  private static ResultSerializer<Rollup> serializer(
      List<String> key, KafkaOutput.Encoding encoding) {
    ResultSerializer<Rollup> serializer =
        new ResultSerializer<>("rollups", RecordType.of(Rollup.class), key, encoding);
    serializer.open(null, null);
    return serializer;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
