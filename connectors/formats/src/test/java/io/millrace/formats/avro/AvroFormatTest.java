package io.millrace.formats.avro;

import static io.millrace.formats.Records.bad;
import static io.millrace.formats.Records.bytes;
import static io.millrace.formats.Records.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RetryableException;
import io.millrace.formats.sample.Sample;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroFormatTest {
  static {
    AvroTrust.establish();
  }

  private static final SensorReading READING =
      SensorReading.newBuilder()
          .setSource("m1")
          .setSensor("t")
          .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
          .setValue(20.5)
          .setQuality(ReadingQuality.UNCERTAIN)
          .build();

  /** As a producer of an earlier release might have it. */
  private static final Schema OLDER =
      SchemaBuilder.record("SensorReading")
          .namespace("io.millrace.schemas.industrial")
          .fields()
          .requiredString("source")
          .name("history")
          .type()
          .array()
          .items()
          .longType()
          .noDefault()
          .requiredString("sensor")
          .requiredLong("event_time")
          .endRecord();

  private final Decoder<SensorReading> decoder = AvroFormat.shipped().decoder(SensorReading.class);

  @Test
  void singleObjectEncodedRecordsAreRead() {
    // given
    byte[] record = SingleObject.of(READING);

    // when
    SensorReading read = good(decoder.decode(bytes(record)));

    // then
    assertThat(read).isEqualTo(READING);
    assertThat(record).startsWith(0xC3, 0x01);
  }

  @Test
  void registryFramedRecordsOfAnOtherSchemaAreReadIntoTheProjection() {
    // given
    Decoder<SensorReading> registered = registry(id -> Optional.of(OLDER));
    byte[] record =
        framed(
            out -> {
              out.writeString("m1");
              out.writeArrayStart();
              out.setItemCount(1);
              out.startItem();
              out.writeLong(7);
              out.writeArrayEnd();
              out.writeString("t");
              out.writeLong(1_000_000);
            });

    // when
    SensorReading read = good(registered.decode(bytes(record)));

    // then
    assertThat(read)
        .isEqualTo(
            SensorReading.newBuilder()
                .setSource("m1")
                .setSensor("t")
                .setEventTime(Instant.ofEpochSecond(1))
                .build());
  }

  @Test
  void anUnknownFingerprintSaysWhatWouldHelp() {
    // given
    byte[] record = SingleObject.of(Sample.newBuilder().setName("n").build());

    // when
    Decoded<SensorReading> decoded = decoder.decode(bytes(record));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.UNKNOWN_SCHEMA);
    assertThat(bad(decoded).message())
        .contains(
            "the fingerprint %016x"
                .formatted(SchemaNormalization.parsingFingerprint64(Sample.getClassSchema())),
            "'schemas' of the environment");
  }

  @Test
  void anUnknownIdSaysWhatWouldHelp() {
    // given
    byte[] record = framed(out -> out.writeString("x"));

    // when
    Decoded<SensorReading> decoded = decoder.decode(bytes(record));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.UNKNOWN_SCHEMA);
    assertThat(bad(decoded).message()).contains("the id 305419896", "'registry'");
  }

  @Test
  void aSchemaThatIsNoneOfTheClassSaysWhy() {
    // given
    Decoder<SensorReading> registered = registry(id -> Optional.of(Sample.getClassSchema()));
    byte[] record = framed(out -> out.writeString("x"));

    // when
    Decoded<SensorReading> decoded = registered.decode(bytes(record));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.WRONG_FIELD);
    assertThat(bad(decoded).message())
        .startsWith("a record of the schema io.millrace.formats.sample.Sample can't be read as");
  }

  @Test
  void aRegistryThatIsDownIsNoFaultOfTheRecord() {
    // given
    Decoder<SensorReading> registered =
        registry(
            id -> {
              throw new RetryableException("registry down", null);
            });
    byte[] record = framed(out -> out.writeString("x"));

    // when
    assertThatThrownBy(() -> registered.decode(bytes(record)))
        // then
        .isInstanceOf(RetryableException.class);
  }

  @Test
  void aRecordCutAnywhereIsMalformedAndTheNextIsRead() {
    // given
    byte[] record = SingleObject.of(READING);

    for (int length = 0; length < record.length; length++) {
      // when
      Decoded<SensorReading> decoded = decoder.decode(bytes(Arrays.copyOf(record, length)));

      // then
      assertThat(bad(decoded).code()).isEqualTo(ErrorCode.MALFORMED);
      assertThat(good(decoder.decode(bytes(record)))).isEqualTo(READING);
    }
  }

  @Test
  void bytesBehindTheRecordAreRefused() {
    // given
    byte[] record = SingleObject.of(READING);

    // when
    Decoded<SensorReading> decoded =
        decoder.decode(bytes(Arrays.copyOf(record, record.length + 3)));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.TRAILING_BYTES);
    assertThat(bad(decoded).message()).contains("3 further bytes");
  }

  @Test
  void textIsNoAvro() {
    // given
    byte[] text = "{}".getBytes();

    // when
    Decoded<SensorReading> decoded = decoder.decode(bytes(text));

    // then
    assertThat(bad(decoded).message()).endsWith("got 7B 7D");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void absurdLengthsAreRefusedQuicklyAndTakeNoMemory(int kind) {
    // given
    Decoder<SensorReading> registered = registry(id -> Optional.of(OLDER));
    byte[] record =
        framed(
            out -> {
              if (kind == 0) {
                out.writeLong(Integer.MAX_VALUE - 8L);
              } else if (kind == 1) {
                out.writeLong(-7);
              } else {
                out.writeString("m1");
                out.writeLong(kind == 2 ? 1_000_000_000 : Long.MAX_VALUE);
              }
              out.writeFixed(new byte[100]);
            });
    long before = System.nanoTime();

    // when
    Decoded<SensorReading> decoded = registered.decode(bytes(record));

    // then
    assertThat(bad(decoded).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
  }

  private static Decoder<SensorReading> registry(IntFunction<Optional<Schema>> registry) {
    WriterSchemas schemas =
        new WriterSchemas() {
          @Override
          public Optional<Schema> byFingerprint(long fingerprint) {
            return Optional.empty();
          }

          @Override
          public Optional<Schema> byId(int id) {
            return registry.apply(id);
          }
        };
    return new AvroFormat(() -> schemas).decoder(SensorReading.class);
  }

  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }

  private static byte[] framed(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(0x12345678).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      body.write(encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }
}
