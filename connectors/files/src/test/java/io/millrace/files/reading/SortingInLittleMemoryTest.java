package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.files.EventOrder;
import io.millrace.files.FileInput;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.RecordType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million events, which take some 300 MB as objects, sorted in a process of 64 MB. */
class SortingInLittleMemoryTest {
  private static final int MACHINES = 10;
  private static final int EACH = 100_000;

  @TempDir Path folder;

  /** Reads a file in order; says how many events there were, and whether each was in its place. */
  public static void main(String[] arguments) throws IOException {
    FileInput input =
        new FileInput(
            "readings", List.of(Path.of(arguments[0])), CsvFormat.of(FieldMapping.none()));
    EventOrder order = EventOrder.of(Duration.ZERO, true, Path.of(arguments[1]));
    long read = 0;
    long before = Long.MIN_VALUE;
    boolean sorted = true;
    try (OrderedFiles<SensorReading> files =
        OrderedFiles.open(input, RecordType.of(SensorReading.class), "event_time", order)) {
      for (Arrived<SensorReading> next = files.next(); next != null; next = files.next()) {
        read++;
        sorted &= next.eventTime() >= before;
        before = next.eventTime();
      }
    }
    System.out.println(read + " " + sorted + " " + Files.exists(Path.of(arguments[1])));
  }

  @Test
  void aMillionEventsGroupedByMachineAreSorted() throws Exception {
    // given
    Path file = folder.resolve("grouped.csv");
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("source,sensor,event_time,value\n");
      for (int machine = 0; machine < MACHINES; machine++) {
        for (int second = 0; second < EACH; second++) {
          csv.write(
              "m%d,t,%d,%d%n"
                  .formatted(machine, 1_767_225_600_000_000L + second * 1_000_000L, second));
        }
      }
    }
    Path said = folder.resolve("said");

    // when
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SortingInLittleMemoryTest.class.getName(),
                file.toString(),
                folder.resolve("sort").toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    // then
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(said).content().endsWith(MACHINES * EACH + " true false\n");
  }
}
