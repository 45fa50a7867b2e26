package io.millrace.files.reading;

import static io.millrace.files.reading.Reading.dead;
import static io.millrace.files.reading.Reading.readAll;
import static io.millrace.files.reading.Reading.sensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.files.Compressed;
import io.millrace.formats.Decoded;
import io.millrace.formats.Format;
import io.millrace.formats.RawRecord;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.avro.SingleObject;
import io.millrace.formats.flink.Arrived;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Object container files, and records one after another. */
class AvroFilesTest {
  static {
    AvroTrust.establish();
  }

  private static final Format AVRO = AvroFormat.shipped();
  private static final int COUNT = 3_000;

  @TempDir Path folder;

  @Test
  void recordsOneAfterAnotherAreRead() throws Exception {
    // given
    byte[] bytes = objects(COUNT);
    Path plain = write("a.avro", bytes);
    Path gz = write("b.avro.gz", Compressed.gzip(bytes));

    // when
    List<List<Arrived<SensorReading>>> read = List.of(readAll(AVRO, plain), readAll(AVRO, gz));

    // then
    for (List<Arrived<SensorReading>> one : read) {
      assertThat(sensors(one)).isEqualTo(names(0, COUNT));
      assertThat(dead(one)).isEmpty();
    }
  }

  @Test
  void aRecordLongerThanTheFirstReadIsRead() throws Exception {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SingleObject.of(reading("a")));
    bytes.writeBytes(SingleObject.of(reading("x".repeat(1_000_000))));
    bytes.writeBytes(SingleObject.of(reading("b")));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes.toByteArray()));

    // then
    assertThat(read).hasSize(3);
    assertThat(dead(read)).isEmpty();
  }

  @Test
  void whatStandsBetweenTwoRecordsIsOneDeadLetter() throws Exception {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SingleObject.of(reading("a")));
    bytes.writeBytes("between".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(SingleObject.of(reading("b")));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes.toByteArray()));

    // then
    assertThat(sensors(read)).containsExactly("a", "b");
    assertThat(dead(read)).hasSize(1);
    assertThat(dead(read).get(0).getLine()).isEqualTo(2);
    assertThat(dead(read).get(0).getValue())
        .isEqualTo(ByteBuffer.wrap("between".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aRecordOfAnUnknownSchemaIsOneDeadLetter() throws Exception {
    // given
    byte[] unknown = SingleObject.of(reading("x"));
    unknown[5] ^= 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(unknown);
    bytes.writeBytes(SingleObject.of(reading("b")));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes.toByteArray()));

    // then
    assertThat(sensors(read)).containsExactly("b");
    assertThat(dead(read)).extracting(DeadLetter::getError).containsExactly("UNKNOWN_SCHEMA");
    assertThat(dead(read).get(0).getValue()).isEqualTo(ByteBuffer.wrap(unknown));
  }

  @Test
  void aRecordWithAWrongLengthInsideDoesNotSwallowTheNext() throws Exception {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] wrong = SingleObject.of(reading("x"));
    wrong[10] = 120;
    bytes.writeBytes(wrong);
    IntStream.range(0, 5).forEach(i -> bytes.writeBytes(SingleObject.of(reading("s" + i))));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes.toByteArray()));

    // then
    assertThat(sensors(read)).isEqualTo(names(0, 5));
    assertThat(dead(read)).hasSize(1);
  }

  @Test
  void aFileCutWithinARecordEndsInOneDeadLetter() throws Exception {
    // given
    byte[] bytes = objects(10);
    Path file = write("a.avro", Arrays.copyOf(bytes, bytes.length - 3));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, file);

    // then
    assertThat(sensors(read)).isEqualTo(names(0, 9));
    assertThat(dead(read)).hasSize(1);
    assertThat(dead(read).get(0).getMessage()).startsWith("truncated");
    assertThat(dead(read).get(0).getLine()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "bzip2", "xz"})
  void containersOfEachCodecAreRead(String codec) throws Exception {
    // given
    Path file = write("a.avro", container(codec, COUNT));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, file);

    // then
    assertThat(sensors(read)).isEqualTo(names(0, COUNT));
    assertThat(dead(read)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate"})
  void aDamagedBlockIsOneDeadLetterAndTheNextIsRead(String codec) throws Exception {
    // given
    byte[] bytes = container(codec, COUNT);
    int second = Bytes.nextSync(bytes, Bytes.nextSync(bytes, 0));
    Arrays.fill(bytes, second + 40, second + 60, (byte) 0xFF);

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes));

    // then
    List<String> sensors = sensors(read);
    assertThat(dead(read)).hasSize(1);
    assertThat(sensors).startsWith("s0").endsWith("s" + (COUNT - 1));
    assertThat(sensors.size()).isBetween(COUNT - 300, COUNT - 1);
  }

  @Test
  void aBlockWithAWrongLengthIsOneDeadLetterAndTheNextIsRead() throws Exception {
    // given
    byte[] bytes = container("null", COUNT);
    int second = Bytes.nextSync(bytes, Bytes.nextSync(bytes, 0));
    bytes[second + 2] ^= 0x10;

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes));

    // then
    assertThat(dead(read)).extracting(DeadLetter::getError).containsExactly("DAMAGED");
    assertThat(dead(read).get(0).getMessage()).contains("a block of the Avro file");
    assertThat(sensors(read))
        .startsWith("s0")
        .endsWith("s" + (COUNT - 1))
        .hasSizeGreaterThan(2_000);
  }

  @Test
  void aContainerCutAnywhereKeepsItsWholeBlocks() throws Exception {
    // given
    byte[] bytes = container("null", COUNT);
    Path file = write("a.avro", Arrays.copyOf(bytes, bytes.length * 2 / 3));

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, file);

    // then
    int good = sensors(read).size();
    assertThat(good).isGreaterThan(COUNT / 2);
    assertThat(sensors(read)).isEqualTo(names(0, good));
    assertThat(dead(read)).extracting(DeadLetter::getError).containsExactly("DAMAGED");
  }

  @Test
  void aDeadLetterOfAContainerCanBeReadByItself() throws Exception {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SensorReading never =
        SensorReading.newBuilder(reading("x"))
            .setEventTime(Instant.EPOCH.minusSeconds(1L << 40))
            .build();
    try (DataFileWriter<SensorReading> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(SensorReading.class))) {
      writer.create(SensorReading.getClassSchema(), bytes);
      writer.append(never);
    }

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, write("a.avro", bytes.toByteArray()));

    // then
    DeadLetter letter = dead(read).get(0);
    assertThat(letter.getError()).isEqualTo("BAD_TIME");
    assertThat(
            AVRO.decoder(SensorReading.class)
                .decode(RawRecord.inFile(letter.getValue().array(), "again", 1)))
        .isEqualTo(new Decoded.Ok<>(never));
  }

  @Test
  void anEmptyFileHasNoRecords() throws Exception {
    // given
    Path file = write("a.avro", new byte[0]);

    // when
    List<Arrived<SensorReading>> read = readAll(AVRO, file);

    // then
    assertThat(read).isEmpty();
  }

  @Test
  void whatIsNoAvroIsRefused() throws Exception {
    // given
    Path text = write("a.avro", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    Path cut = write("b.avro", Arrays.copyOf(container("null", 1), 50));
    Path other = write("c.avro", container("null", 1));

    // when
    assertThatThrownBy(() -> readAll(AVRO, text))
        // then
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith(text + ": expected an Avro object container file")
        .hasMessageEndingWith("it begins with the byte 7B");
    assertThatThrownBy(() -> readAll(AVRO, cut))
        .hasMessage(cut + ": its Avro header is wrong: the file ends within it");
    assertThatThrownBy(
            () ->
                MergedFiles.open(
                    Reading.input(AVRO, other), RecordType.of(Rollup.class), "window_end"))
        .hasMessageContaining("SensorReading can't be read as Rollup");
  }

  private Path write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "s" + i).toList();
  }

  private static SensorReading reading(String sensor) {
    return SensorReading.newBuilder()
        .setSource("m")
        .setSensor(sensor)
        .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
        .build();
  }

  private static byte[] objects(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    names(0, count).forEach(name -> bytes.writeBytes(SingleObject.of(reading(name))));
    return bytes.toByteArray();
  }

  private static byte[] container(String codec, int count) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<SensorReading> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(SensorReading.class))) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.setSyncInterval(4_000);
      writer.create(SensorReading.getClassSchema(), bytes, Bytes.SYNC);
      for (String name : names(0, count)) {
        writer.append(reading(name));
      }
    }
    return bytes.toByteArray();
  }

  /** Finds the sync markers that the test itself has chosen. */
  private static final class Bytes {
    static final byte[] SYNC = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    static int nextSync(byte[] bytes, int from) {
      for (int i = from; i + SYNC.length <= bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + SYNC.length, SYNC, 0, SYNC.length)) {
          return i + SYNC.length;
        }
      }
      throw new AssertionError("no sync marker after " + from);
    }
  }
}
