package io.millrace.files.reading;

import static io.millrace.files.reading.Reading.sensors;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.files.Compressed;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.formats.json.RecordJson;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Whatever happens to a file, reading it ends, throws nothing but a refusal before it has begun,
 * and gives all that stands before the damage.
 */
class FileGarbageTest {
  static {
    AvroTrust.establish();
  }

  private static final int COUNT = 40;
  private static final int CONTAINER_HEADER =
      36 + SensorReading.getClassSchema().toString().length();

  /**
   * A file of the same readings.
   *
   * @param header how many of its bytes, if damaged, may make the file refused
   * @param exact whether a reading is where its share of the bytes is
   */
  private record Sample(Format format, byte[] bytes, int header, boolean exact) {}

  private static final List<Sample> SAMPLES = samples();

  @Property(tries = 150)
  void replacedBytesHarmNothingBeforeThem(
      @ForAll @IntRange(max = 100_000) int where, @ForAll @Size(min = 1, max = 20) byte[] garbage) {
    for (Sample sample : SAMPLES) {
      byte[] damaged = sample.bytes.clone();
      int at = where % damaged.length;
      System.arraycopy(garbage, 0, damaged, at, Math.min(garbage.length, damaged.length - at));
      assertReadUpTo(sample, damaged, at);
    }
  }

  @Property(tries = 150)
  void insertedBytesHarmNothingBeforeThem(
      @ForAll @IntRange(max = 100_000) int where, @ForAll @Size(min = 1, max = 20) byte[] garbage) {
    for (Sample sample : SAMPLES) {
      int at = where % sample.bytes.length;
      ByteArrayOutputStream damaged = new ByteArrayOutputStream();
      damaged.write(sample.bytes, 0, at);
      damaged.writeBytes(garbage);
      damaged.write(sample.bytes, at, sample.bytes.length - at);
      assertReadUpTo(sample, damaged.toByteArray(), at);
    }
  }

  @Property(tries = 150)
  void aCutHarmsNothingBeforeIt(@ForAll @IntRange(max = 100_000) int where) {
    for (Sample sample : SAMPLES) {
      int at = where % sample.bytes.length;
      assertReadUpTo(sample, Arrays.copyOf(sample.bytes, at), at);
    }
  }

  private static void assertReadUpTo(Sample sample, byte[] damaged, int at) {
    // given
    Path file = temporary(damaged);
    List<Arrived<SensorReading>> read;

    // when
    try {
      read = Reading.readAll(sample.format, file);
    } catch (MillraceException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE);
      assertThat(at).isLessThan(sample.header);
      return;
    } finally {
      file.toFile().delete();
    }

    // then
    int body = sample.bytes.length - sample.header;
    int whole = sample.exact ? (at - sample.header) * COUNT / body - 1 : 0;
    List<String> expected = names(Math.max(0, whole));
    assertThat(sensors(read)).hasSizeGreaterThanOrEqualTo(expected.size());
    assertThat(sensors(read).subList(0, expected.size())).isEqualTo(expected);
  }

  private static Path temporary(byte[] bytes) {
    try {
      return Files.write(Files.createTempFile("millrace", ".data"), bytes);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<Sample> samples() {
    List<SensorReading> readings = names(COUNT).stream().map(FileGarbageTest::reading).toList();
    RecordJson json = new RecordJson();
    String header = "source,sensor,event_time,value\n";
    String csv =
        readings.stream()
            .map(one -> "\"m,1\"," + one.getSensor() + "," + one.getEventTime() + ",20.5\n")
            .collect(Collectors.joining("", header, ""));
    String lines = readings.stream().map(json::write).collect(Collectors.joining("\n", "", "\n"));
    String array = readings.stream().map(json::write).collect(Collectors.joining(",\n", "[", "]"));
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    readings.forEach(one -> objects.writeBytes(SingleObject.of(one)));
    Format csvFormat = CsvFormat.of(FieldMapping.none());
    Format jsonl = JsonFormat.lines(FieldMapping.none());
    byte[] zip = Compressed.zip(Map.of("a", csv));
    return List.of(
        new Sample(csvFormat, utf8(csv), header.length(), true),
        new Sample(jsonl, utf8(lines), 2, true),
        new Sample(JsonFormat.document(FieldMapping.none()), utf8(array), 2, true),
        new Sample(AvroFormat.shipped(), objects.toByteArray(), 2, true),
        new Sample(AvroFormat.shipped(), container(readings), CONTAINER_HEADER, false),
        new Sample(csvFormat, Compressed.gzip(csv), 100, false),
        new Sample(jsonl, Compressed.xz(lines), 100, false),
        new Sample(csvFormat, zip, zip.length, false));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] container(List<SensorReading> readings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<SensorReading> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(SensorReading.class))) {
      writer.setSyncInterval(200);
      writer.create(SensorReading.getClassSchema(), bytes);
      writer.flush();
      assertThat(bytes.size()).isEqualTo(CONTAINER_HEADER);
      for (SensorReading reading : readings) {
        writer.append(reading);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "sensor" + (100 + i)).toList();
  }

  private static SensorReading reading(String sensor) {
    return SensorReading.newBuilder()
        .setSource("m1")
        .setSensor(sensor)
        .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
        .setValue(20.5)
        .build();
  }
}
