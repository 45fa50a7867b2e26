package io.millrace.sql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.avro.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowRoundTripTest {
  private static final RecordType<GenericRecord> INPUT = RecordType.of(Everything.SCHEMA);
  private static final RowType COLUMNS = ColumnTypes.of(Everything.SCHEMA);
  private static final RecordType<GenericRecord> OUTPUT =
      RecordType.of(ResultSchemas.of("a/b", "out", COLUMNS, false));

  @Property(tries = 200)
  void whatIsPassedThroughComesOutAsItWentIn(@ForAll long seed) throws IOException {
    // Given a record as a decoder gives it
    GenericRecord event = decoded(INPUT, random(seed));

    // When it goes through a row in the form that the network has, and through an encoder
    RowData row = RowReader.of(INPUT.schema(), COLUMNS.getFieldNames(), "").read(event);
    RowData sent = new RowDataSerializer(COLUMNS).toBinaryRow(row);
    GenericRecord result = decoded(OUTPUT, RecordWriter.of(COLUMNS, OUTPUT.schema()).write(sent));

    // Then
    for (Schema.Field field : Everything.SCHEMA.getFields()) {
      // Records are of another schema: by their text.
      assertThat(String.valueOf(expected(result.get(field.name()))))
          .as(field.name())
          .isEqualTo(String.valueOf(expected(event.get(field.name()))));
    }
  }

  @Test
  void eventTimeHasMilliseconds() throws IOException {
    // Given
    GenericRecord event = decoded(INPUT, random(1));
    event.put("an_instant_us", Instant.parse("2026-01-01T00:00:00.123456Z"));

    // When
    RowData row =
        RowReader.of(INPUT.schema(), List.of("an_instant_us"), "an_instant_us").read(event);

    // Then
    assertThat(row.getTimestamp(0, 3).toInstant())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
  }

  @Test
  void aDecimalBeyondItsPrecisionIsNull() throws IOException {
    // Given
    GenericRecord event = decoded(INPUT, random(1));
    event.put("a_decimal", new BigDecimal("12345678901.00"));

    // When
    RowData row = RowReader.of(INPUT.schema(), List.of("a_decimal"), "").read(event);

    // Then
    assertThat(row.isNullAt(0)).isTrue();
  }

  /** What SQL makes of a value: texts of enums, bytes of fixed, milliseconds of a day, UTC. */
  private static Object expected(Object value) {
    if (value instanceof GenericData.EnumSymbol symbol) {
      return symbol.toString();
    }
    if (value instanceof GenericData.Fixed fixed) {
      return ByteBuffer.wrap(fixed.bytes());
    }
    if (value instanceof LocalTime time) {
      return LocalTime.ofNanoOfDay(time.toNanoOfDay() / 1_000_000 * 1_000_000);
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    return value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
  }

  private static GenericRecord random(long seed) {
    Random random = new Random(seed);
    Schema schema = INPUT.schema();
    GenericRecord record = new GenericData.Record(schema);
    long micros = random.nextLong() % (4_000_000_000L * 1_000_000);
    Instant fine = Instant.ofEpochSecond(micros / 1_000_000, random.nextInt(1_000_000_000));
    Instant milli = Instant.ofEpochMilli(fine.toEpochMilli());
    Instant micro = milli.plusNanos(random.nextInt(1_000) * 1_000L);
    record.put("a_boolean", random.nextBoolean());
    record.put("an_int", random.nextInt());
    record.put("a_long", random.nextLong());
    record.put("a_float", random.nextFloat());
    record.put("a_double", Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
    record.put("a_string", text(random));
    record.put("some_bytes", ByteBuffer.wrap(bytes(random, random.nextInt(20))));
    record.put("a_fixed", new GenericData.Fixed(field("a_fixed"), bytes(random, 4)));
    record.put(
        "an_enum",
        new GenericData.EnumSymbol(field("an_enum"), random.nextBoolean() ? "RED" : "BLUE"));
    record.put("an_optional", random.nextBoolean() ? null : random.nextLong());
    record.put("an_optional_last", random.nextBoolean() ? null : text(random));
    List<Integer> numbers = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      numbers.add(random.nextBoolean() ? null : random.nextInt());
    }
    record.put("an_array", numbers);
    record.put("a_map", Map.of(text(random) + "a", random.nextDouble(), "b", random.nextDouble()));
    record.put("a_record", point(random));
    record.put("records", List.of(point(random), point(random)));
    record.put("a_decimal", BigDecimal.valueOf(random.nextInt(999_999_999), 2));
    record.put("a_fixed_decimal", new BigDecimal(new BigInteger(59, random), 4));
    record.put("a_date", LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000));
    record.put("a_time", LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L));
    record.put("a_time_us", LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L + 5_000));
    record.put("an_instant_ms", milli);
    record.put("an_instant_us", micro);
    record.put("an_instant_ns", fine);
    record.put("a_local_ms", LocalDateTime.ofInstant(milli, ZoneOffset.UTC));
    record.put("a_local_us", LocalDateTime.ofInstant(micro, ZoneOffset.UTC));
    record.put("a_local_ns", LocalDateTime.ofInstant(fine, ZoneOffset.UTC));
    record.put("a_uuid", new UUID(random.nextLong(), random.nextLong()).toString());
    return record;
  }

  private static GenericRecord point(Random random) {
    GenericRecord point = new GenericData.Record(field("a_record"));
    point.put("x", random.nextInt());
    point.put("label", random.nextBoolean() ? null : text(random));
    return point;
  }

  private static Schema field(String name) {
    return INPUT.schema().getField(name).schema();
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(12), 32, 0x2000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static GenericRecord decoded(RecordType<GenericRecord> type, GenericRecord record)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    type.writer().write(record, encoder);
    encoder.flush();
    return type.reader(type.schema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }
}
