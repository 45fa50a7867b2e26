package io.millrace.formats.avro;

import static io.millrace.formats.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.DataWarning;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class LaterSymbolsTest {
  static {
    AvroTrust.establish();
  }

  private static final Schema LATER =
      new Schema.Parser()
          .parse(
              SensorReading.getClassSchema()
                  .toString()
                  .replace("\"BAD\",\"STALE\"", "\"SUSPECT_CLOCK\",\"BAD\",\"STALE\""));

  private static final DataWarning WARNING =
      new DataWarning(Warning.LATER_SYMBOL, "ReadingQuality", "folder/pump-7.day1.csv:12");

  @Test
  void aSymbolOfALaterSchemaTakesTheDefaultAndIsWarnedOf() {
    // Given
    Decoder<SensorReading> decoder = format().decoder(SensorReading.class);

    // When
    Decoded<SensorReading> known = decoder.decode(bytes(reading("BAD")));
    Decoded<SensorReading> later = decoder.decode(bytes(reading("SUSPECT_CLOCK")));
    Decoded<SensorReading> knownAgain = decoder.decode(bytes(reading("STALE")));

    // Then
    assertThat(known).isEqualTo(new Decoded.Ok<>(expected(ReadingQuality.BAD)));
    assertThat(later.events()).containsExactly(expected(ReadingQuality.GOOD));
    assertThat(((Decoded.Ok<SensorReading>) later).warnings()).containsExactly(WARNING);
    assertThat(knownAgain).isEqualTo(new Decoded.Ok<>(expected(ReadingQuality.STALE)));
  }

  @Test
  void aRecordWithoutAClassIsWarnedOfAsWellAndHasTheSchemaOfTheReader() {
    // Given
    RecordType<GenericRecord> type = RecordType.of(SensorReading.getClassSchema());
    Decoder<GenericRecord> decoder = format().decoder(type);

    // When
    Decoded<GenericRecord> later = decoder.decode(bytes(reading("SUSPECT_CLOCK")));

    // Then
    assertThat(((Decoded.Ok<GenericRecord>) later).warnings()).containsExactly(WARNING);
    GenericRecord event = later.events().get(0);
    assertThat(event.getSchema()).isEqualTo(type.schema());
    assertThat(event.get("quality"))
        .isEqualTo(new GenericData.EnumSymbol(type.schema().getField("quality").schema(), "GOOD"));
    assertThat(event.get("event_time")).isEqualTo(expected(ReadingQuality.GOOD).getEventTime());
  }

  @Test
  void aWriterWithoutSymbolsOfItsOwnIsReadByAvrosOwnReader() {
    assertThat(LaterSymbols.of(SensorReading.getClassSchema(), SensorReading.getClassSchema()))
        .isEmpty();
    assertThat(LaterSymbols.of(LATER, SensorReading.getClassSchema())).isEmpty();
  }

  private static SensorReading expected(ReadingQuality quality) {
    return SensorReading.newBuilder()
        .setSource("m")
        .setSensor("t")
        .setEventTime(Instant.EPOCH)
        .setValue(1.5)
        .setQuality(quality)
        .build();
  }

  /** In the framing of registries, with the id 7. */
  private static byte[] reading(String quality) {
    GenericRecord reading = new GenericData.Record(LATER);
    reading.put("source", "m");
    reading.put("sensor", "t");
    reading.put("event_time", 0L);
    reading.put("value", 1.5);
    reading.put("quality", new GenericData.EnumSymbol(LATER.getField("quality").schema(), quality));
    reading.put("epoch", 0L);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 0, 7});
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<IndexedRecord>(LATER).write(reading, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static AvroFormat format() {
    return new AvroFormat(
        () ->
            new WriterSchemas() {
              @Override
              public Optional<Schema> byFingerprint(long fingerprint) {
                return Optional.empty();
              }

              @Override
              public Optional<Schema> byId(int id) {
                return Optional.of(LATER);
              }
            });
  }
}
