package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesSourceTest {
  private static final String HEADER = "source,sensor,event_time\n";

  @TempDir Path folder;

  @Test
  void aRestoredReaderGoesOnWhereTheStateWasTaken() throws Exception {
    // given
    Path first = write("1.csv", HEADER + "m,a,2026-01-01\nbad\nm,c,2026-01-03\nm,e,2026-01-05\n");
    Path second = write("2.csv", HEADER + "m,b,2026-01-02\nm,d,2026-01-04\n");
    FilesSource<SensorReading> source =
        InstantiationUtil.clone(
            FilesSource.of(input(first, second), RecordType.of(SensorReading.class), "event_time"));

    for (int before = 0; before <= 6; before++) {
      List<String> read = new ArrayList<>();
      FilesSplit split;
      try (FilesReader<SensorReading> reader = reader(source)) {
        reader.addSplits(List.of(new FilesSplit(0)));
        for (int i = 0; i < before; i++) {
          reader.pollNext(output(read));
        }
        split = reader.snapshotState(1).get(0);
      }
      byte[] state = source.getSplitSerializer().serialize(split);

      // when
      try (FilesReader<SensorReading> reader = reader(source)) {
        reader.addSplits(List.of(source.getSplitSerializer().deserialize(1, state)));
        reader.notifyNoMoreSplits();
        while (reader.pollNext(output(read)) != InputStatus.END_OF_INPUT) {}
      }

      // then
      assertThat(read).containsExactly("a", "dead", "b", "c", "d", "e");
    }
  }

  @Test
  void aReaderWithoutSplitWaitsUntilItIsToldThatThereIsNone() throws Exception {
    // given
    FilesSource<SensorReading> source =
        FilesSource.of(
            input(write("1.csv", HEADER)), RecordType.of(SensorReading.class), "event_time");

    try (FilesReader<SensorReading> reader = reader(source)) {
      assertThat(reader.isAvailable()).isNotDone();
      assertThat(reader.pollNext(output(List.of()))).isEqualTo(InputStatus.NOTHING_AVAILABLE);

      // when
      reader.notifyNoMoreSplits();

      // then
      assertThat(reader.isAvailable()).isDone();
      assertThat(reader.pollNext(output(List.of()))).isEqualTo(InputStatus.END_OF_INPUT);
      assertThat(reader.snapshotState(1)).isEmpty();
    }
  }

  @Test
  void aReaderThatIsAtTheEndWaitsForTheLastWordOfTheEnumerator() throws Exception {
    // given a task that ended before would fail the job, as the word would not reach it
    FilesSource<SensorReading> source =
        FilesSource.of(
            input(write("1.csv", HEADER + "m,a,2026-01-01\n")),
            RecordType.of(SensorReading.class),
            "event_time");
    List<String> read = new ArrayList<>();

    try (FilesReader<SensorReading> reader = reader(source)) {
      reader.addSplits(List.of(new FilesSplit(0)));
      while (reader.pollNext(output(read)) == InputStatus.MORE_AVAILABLE) {}
      assertThat(reader.isAvailable()).isNotDone();
      assertThat(reader.pollNext(output(read))).isEqualTo(InputStatus.NOTHING_AVAILABLE);

      // when
      reader.notifyNoMoreSplits();

      // then
      assertThat(reader.isAvailable()).isDone();
      assertThat(reader.pollNext(output(read))).isEqualTo(InputStatus.END_OF_INPUT);
      assertThat(read).containsExactly("a");
    }
  }

  @Test
  void theTypeIsKnownWithoutKryo() throws Exception {
    // given
    FilesSource<SensorReading> source =
        FilesSource.of(
            input(write("1.csv", HEADER)), RecordType.of(SensorReading.class), "event_time");

    // when
    Object type = source.getProducedType();

    // then
    assertThat(type).isEqualTo(new ArrivedTypeInfo<>(RecordType.of(SensorReading.class)));
  }

  @Test
  void goodFilesPassTheCheck() throws Exception {
    // given
    Path good = write("a.csv", HEADER + "bad\n");
    Path empty = write("b.csv", "");

    // when
    FilesSource.check(input(good, empty), RecordType.of(SensorReading.class), "event_time");

    // then
    assertThat(folder).isDirectoryContaining(file -> file.equals(good));
  }

  @Test
  void wrongFilesAreRefusedBeforeAnythingRuns() throws Exception {
    // given
    Path absent = folder.resolve("absent.csv");
    Path noGzip = write("a.csv.gz", HEADER);
    Path noXz = write("a.csv.xz", HEADER);
    Path noZip = write("a.zip", HEADER);
    Path header = write("a.csv", "timestamp,value\n1,2\n");
    Path binary = Files.write(folder.resolve("b.csv"), new byte[] {1, (byte) 0xFF, 3});
    Path utf16 = Files.write(folder.resolve("c.csv"), HEADER.getBytes(StandardCharsets.UTF_16LE));
    Path cut = Files.write(folder.resolve("d.csv"), new byte[] {0x1F, (byte) 0x8B, 8, 0});
    Path badZip = Files.write(folder.resolve("e.csv"), new byte[] {'P', 'K', 3, 4, 9, 9});

    // when
    List<String> messages =
        Stream.of(
                absent,
                folder,
                Path.of("/dev/null"),
                noGzip,
                noXz,
                noZip,
                header,
                binary,
                utf16,
                cut,
                badZip)
            .map(this::refusal)
            .toList();

    // then
    assertThat(messages)
        .containsExactly(
            absent + ": no such file",
            folder + ": can't be read: it is a folder, expected a file",
            "/dev/null: can't be read: it is a pipe or a device, expected a file",
            noGzip + ": named as compressed by gzip, but is not",
            noXz + ": named as compressed by xz, but is not",
            noZip + ": named as a zip archive, but is none",
            header
                + ":1: no column 'source' for the field source of SensorReading; the columns are"
                + " timestamp, value. Name its column in the mapping of the input, fields: {source:"
                + " [COLUMN]}, or give it a constant",
            binary
                + ":1: the first row is no header of CSV: not UTF-8: the byte at position 1 is"
                + " wrong; 'encoding' of the input names another encoding",
            utf16 + ": encoded in UTF-16 without a mark; 'encoding: UTF-16LE' of the input says so",
            cut + ": can't be read: gzip data ends early",
            badZip + ": can't be read: zip END header not found");
  }

  @Test
  void anUnknownTimeFieldIsRefusedWithTheSource() throws Exception {
    // given
    FileInput input = input(write("1.csv", HEADER));

    // when
    assertThatThrownBy(() -> FilesSource.of(input, RecordType.of(SensorReading.class), "time"))
        // then
        .hasMessageStartingWith("SensorReading has no field 'time'");
  }

  private static FilesReader<SensorReading> reader(FilesSource<SensorReading> source) {
    return (FilesReader<SensorReading>) source.createReader(null);
  }

  private String refusal(Path file) {
    try {
      FilesSource.check(input(file), RecordType.of(SensorReading.class), "event_time");
    } catch (MillraceException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE);
      return refused.getMessage();
    }
    return "accepted";
  }

  private static FileInput input(Path... files) {
    return new FileInput("readings", List.of(files), CsvFormat.of(FieldMapping.none()));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static ReaderOutput<Arrived<SensorReading>> output(List<String> read) {
    return new ReaderOutput<>() {
      @Override
      public void collect(Arrived<SensorReading> arrived) {
        read.add(arrived.isEvent() ? arrived.event().getSensor() : "dead");
      }

      @Override
      public void collect(Arrived<SensorReading> arrived, long timestamp) {
        collect(arrived);
      }

      @Override
      public void emitWatermark(Watermark watermark) {}

      @Override
      public void markIdle() {}

      @Override
      public void markActive() {}

      @Override
      public SourceOutput<Arrived<SensorReading>> createOutputForSplit(String split) {
        return this;
      }

      @Override
      public void releaseOutputForSplit(String split) {}
    };
  }
}
