package io.millrace.formats;

import static io.millrace.formats.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.json.RecordJson;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever the bytes are, a decoder answers, and what it answers to good records is not changed.
 */
class GarbageTest {
  static {
    AvroTrust.establish();
  }

  private static final SensorReading READING =
      SensorReading.newBuilder()
          .setSource("machine 1, \"hall\" é")
          .setSensor("t")
          .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
          .setValue(20.5)
          .build();
  private static final byte[] JSON =
      new RecordJson().write(READING).getBytes(StandardCharsets.UTF_8);
  private static final byte[] CSV =
      "\"machine 1, \"\"hall\"\" é\",t,2026-01-01T00:00:00Z,20.5".getBytes(StandardCharsets.UTF_8);

  private static final Map<Format, byte[]> GOOD =
      Map.of(
          AvroFormat.shipped(),
          SingleObject.of(READING),
          JsonFormat.lines(FieldMapping.none()),
          JSON,
          JsonFormat.document(FieldMapping.none()),
          JSON,
          new CsvFormat(
              FieldMapping.none(), ',', List.of("source", "sensor", "event_time", "value")),
          CSV);

  // One for all tries: what a bad record leaves behind may show much later.
  private static final Map<Format, Decoder<SensorReading>> DECODERS = new HashMap<>();

  @Property(tries = 500)
  void anyBytesAreAnsweredAndForgotten(@ForAll @Size(max = 200) byte[] garbage) {
    GOOD.forEach((format, good) -> assertAnsweredAndForgotten(format, good, garbage));
  }

  @Property(tries = 500)
  void cutRecordsAreAnsweredAndForgotten(@ForAll @IntRange(max = 200) int length) {
    GOOD.forEach(
        (format, good) ->
            assertAnsweredAndForgotten(
                format, good, Arrays.copyOf(good, Math.min(length, good.length))));
  }

  @Property(tries = 1000)
  void flippedBitsAreAnsweredAndForgotten(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> bits) {
    GOOD.forEach(
        (format, good) -> {
          byte[] flipped = good.clone();
          bits.forEach(bit -> flipped[bit / 8 % good.length] ^= (byte) (1 << bit % 8));
          assertAnsweredAndForgotten(format, good, flipped);
        });
  }

  @Property(tries = 300)
  void splicedRecordsAreAnsweredAndForgotten(
      @ForAll @IntRange(max = 200) int at, @ForAll @Size(max = 20) byte[] garbage) {
    GOOD.forEach(
        (format, good) -> {
          int cut = at % good.length;
          byte[] spliced = Arrays.copyOf(good, good.length + garbage.length);
          System.arraycopy(garbage, 0, spliced, cut, garbage.length);
          System.arraycopy(good, cut, spliced, cut + garbage.length, good.length - cut);
          assertAnsweredAndForgotten(format, good, spliced);
        });
  }

  private static void assertAnsweredAndForgotten(Format format, byte[] good, byte[] wrong) {
    // given
    Decoder<SensorReading> decoder =
        DECODERS.computeIfAbsent(format, one -> one.decoder(SensorReading.class));
    Decoded<SensorReading> before = decoder.decode(bytes(good));

    // when
    Decoded<SensorReading> answer = decoder.decode(bytes(wrong));

    // then
    assertThat(answer).isNotNull();
    if (answer instanceof Decoded.Bad<?> bad) {
      assertThat(bad.message()).isNotBlank().hasSizeLessThan(500).doesNotContain("\n");
    }
    assertThat(before).isEqualTo(new Decoded.Ok<>(READING));
    assertThat(decoder.decode(bytes(good))).isEqualTo(before);
  }
}
