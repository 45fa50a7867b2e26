package io.millrace.formats.json;

import static io.millrace.formats.Records.good;
import static io.millrace.formats.Records.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.sample.Child;
import io.millrace.formats.sample.Colour;
import io.millrace.formats.sample.Sample;
import io.millrace.sdk.avro.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  static {
    AvroTrust.establish();
  }

  private static final Sample FULL =
      Sample.newBuilder()
          .setName("café \"x\"")
          .setTime(Instant.parse("2013-12-16T17:00:00Z"))
          .setMicros(Instant.parse("2013-12-16T17:00:00.000001Z"))
          .setDay(LocalDate.parse("2026-01-31"))
          .setAmount(new BigDecimal("1200.50"))
          .setRatio(0.1f)
          .setValue(2.0E-3)
          .setColour(Colour.BLUE)
          .setPayload(ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0}))
          .setTags(List.of("b", "a"))
          .setCounts(Map.of("b", 2L, "a", 1L))
          .setChildren(List.of(new Child(1, new Child(2, null))))
          .setEither(true)
          .build();

  private final RecordJson json = new RecordJson();

  @Test
  void aRecordIsOneObjectInTheOrderOfItsSchema() {
    // given
    Sample sample = FULL;

    // when
    String written = json.write(sample);

    // then
    assertThat(written)
        .isEqualTo(
            "{\"name\":\"café \\\"x\\\"\",\"time\":\"2013-12-16T17:00:00Z\","
                + "\"micros\":\"2013-12-16T17:00:00.000001Z\",\"local\":null,\"day\":\"2026-01-31\","
                + "\"clock\":null,\"amount\":1200.50,\"small\":7,\"big\":0,\"ratio\":0.1,"
                + "\"value\":0.002,\"flag\":false,\"colour\":\"BLUE\",\"level\":\"LOW\","
                + "\"payload_base64\":\"/wA=\",\"tags\":[\"b\",\"a\"],\"counts\":{\"a\":1,\"b\":2},"
                + "\"children\":[{\"id\":1,\"parent\":{\"id\":2,\"parent\":null}}],\"either\":true}");
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    // given
    String written = json.write(FULL);

    // when
    Sample read =
        good(JsonFormat.lines(FieldMapping.none()).decoder(Sample.class).decode(line(written)));

    // then
    assertThat(read).isEqualTo(FULL);
  }

  @Test
  void doublesHaveTheirShortestFormAndWhatIsNoNumberIsNull() {
    // given
    List<Double> values =
        List.of(74.93588199999998, 2.0E-323, 1.0E23, 20.0, Double.NaN, Double.POSITIVE_INFINITY);

    // when
    List<String> written =
        values.stream()
            .map(value -> json.write(Sample.newBuilder().setName("n").setValue(value).build()))
            .map(text -> text.replaceAll(".*\"value\":([^,]*),.*", "$1"))
            .toList();

    // then
    assertThat(written)
        .containsExactly("74.93588199999998", "2.0E-323", "1.0E23", "20.0", "null", "null");
  }

  @Test
  void genericRecordsOfPlainLongsReadTheSame() throws Exception {
    // given
    GenericRecord generic =
        new GenericRecordBuilder(Sample.getClassSchema()).set("name", "n").build();
    generic.put("time", 1_387_213_200_000L);
    generic.put("amount", ByteBuffer.wrap(new byte[] {100}));
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    // when
    json.write(generic, target);

    // then
    assertThat(target.toString(StandardCharsets.UTF_8))
        .contains("\"time\":\"2013-12-16T17:00:00Z\"", "\"amount\":1.00", "\"colour\":\"RED\"");
  }
}
