package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  static {
    AvroTrust.establish();
  }

  private static final SensorReading READING =
      SensorReading.newBuilder()
          .setSource("m")
          .setSensor("t")
          .setEventTime(Instant.parse("2026-01-01T00:00:00Z"))
          .build();

  @TempDir Path folder;

  @Test
  void theFileAppearsWholeAtTheEndOfTheInput() throws Exception {
    // given
    Path file = folder.resolve("rollup.jsonl");
    try (LinesWriter<SensorReading> writer = writer(file, false)) {
      writer.write(READING, null);
      writer.flush(false);
      assertThat(file).doesNotExist();
      writer.write(READING, null);

      // when
      writer.flush(true);
    }

    // then
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void aRunThatFailsLeavesNothing() throws Exception {
    // given
    LinesWriter<SensorReading> writer = writer(folder.resolve("rollup.jsonl"), true);
    writer.write(READING, null);

    // when
    writer.close();

    // then
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutRecordsThereIsAFileOnlyWhereWanted() throws Exception {
    // given
    Path wanted = folder.resolve("wanted.jsonl");
    Path unwanted = folder.resolve("unwanted.jsonl");
    try (LinesWriter<SensorReading> first = writer(wanted, true);
        LinesWriter<SensorReading> second = writer(unwanted, false)) {

      // when
      first.flush(true);
      second.flush(true);
    }

    // then
    assertThat(wanted).isEmptyFile();
    assertThat(unwanted).doesNotExist();
  }

  @Test
  void aFolderThatIsGoneIsOneClearError() throws Exception {
    // given
    Path file = folder.resolve("gone/rollup.jsonl");

    try (LinesWriter<SensorReading> writer = writer(file, true)) {
      // when
      assertThatThrownBy(() -> writer.write(READING, null))
          // then
          .isInstanceOfSatisfying(
              MillraceException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNWRITABLE))
          .hasMessageStartingWith(file + ": can't be written: ");
    }
  }

  @Test
  void aFullDiskIsOneClearError() throws Exception {
    // given
    Path file = folder.resolve("rollup.jsonl");
    Files.createSymbolicLink(folder.resolve(".rollup.jsonl.1.part"), Path.of("/dev/full"));
    LinesWriter<SensorReading> writer = writer(file, true);
    writer.write(READING, null);

    // when
    assertThatThrownBy(() -> writer.flush(true))
        // then
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith(file + ": can't be written: ");
    writer.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lateEventsAreWrittenWithTheirInputAndReason() throws Exception {
    // given
    AsideFunction<SensorReading> function = new AsideFunction<>("line \"1\"", "LATE");
    function.open((OpenContext) null);
    Path file = folder.resolve("late.jsonl");

    // when
    try (LinesWriter<String> writer = LinesSink.of(file, false).writer("1")) {
      writer.write(function.map(READING), null);
      writer.flush(true);
    }

    // then
    assertThat(file)
        .hasContent(
            "{\"input\":\"line \\\"1\\\"\",\"reason\":\"LATE\",\"event\":{\"source\":\"m\",\"sensor\":\"t\","
                + "\"event_time\":\"2026-01-01T00:00:00Z\",\"value\":null,\"unit\":null,"
                + "\"quality\":\"GOOD\",\"epoch\":0,\"sequence\":null}}");
  }

  private static LinesWriter<SensorReading> writer(Path file, boolean evenIfEmpty) {
    return JsonLinesSink.<SensorReading>of(file, RecordType.of(SensorReading.class), evenIfEmpty)
        .writer("1");
  }
}
