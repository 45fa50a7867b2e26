package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.files.EventOrder;
import io.millrace.files.FileInput;
import io.millrace.files.OutOfOrderFiles;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderedFilesTest {
  /** Times of this test are a few seconds after 1970, which by themselves say no unit. */
  private static final FieldMapping MICROS =
      new FieldMapping(Map.of(), Map.of(), "micros", ZoneOffset.UTC);

  /** Memory for a handful of events, so that nearly every one goes to the disk and back. */
  private static final long TINY = 2_000;

  private static final long AMPLE = 1 << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Path folder;
  private Path temporary;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("millrace-ordered");
    temporary = folder.resolve("sort");
  }

  @AfterEach
  void removeFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 200)
  void anyOrderInAnyFilesIsReadAsTheSortedFile(
      @ForAll Random random,
      @ForAll @IntRange(max = 400) int events,
      @ForAll @IntRange(min = 1, max = 5) int files,
      @ForAll @IntRange(min = 1, max = 3_000) int memory)
      throws IOException {
    makeFolder();
    try {
      // Given events of which some have one time, and are then told apart by nothing else
      List<Integer> times = new ArrayList<>();
      for (int i = 0; i < events; i++) {
        times.add(random.nextInt(300));
      }
      List<List<String>> lines = new ArrayList<>();
      for (int i = 0; i < files; i++) {
        lines.add(new ArrayList<>());
      }
      times.forEach(time -> lines.get(random.nextInt(files)).add(line(time)));
      Path[] paths = new Path[files];
      for (int i = 0; i < files; i++) {
        paths[i] = write(i + ".jsonl", lines.get(i));
      }

      // When
      List<Arrived<SensorReading>> read = read(order(memory, memory, true), paths);

      // Then
      assertThat(read.stream().map(Arrived::eventTime).toList())
          .isEqualTo(times.stream().sorted().map(time -> time * 1_000L).toList());
      assertThat(read).allMatch(one -> one.event().getValue() == one.eventTime() / 1_000);
      assertThat(temporary).doesNotExist();
    } finally {
      removeFolder();
    }
  }

  @ParameterizedTest
  @CsvSource({"2000, true", "1048576, true", "1048576, false"})
  void ofEventsOfOneTimeThatOfTheFirstFileComesFirstThenThatOfTheFirstLine(
      long memory, boolean sorted) throws IOException {
    // Given
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      first.add(line("a" + i, 1));
      second.add(line("b" + i, 1));
      expected.add("a" + i);
    }
    for (int i = 0; i < 50; i++) {
      expected.add("b" + i);
    }
    first.add(0, line("last", 9));
    expected.add("last");

    // When
    List<Arrived<SensorReading>> read =
        read(order(memory, memory, sorted), write("1.jsonl", first), write("2.jsonl", second));

    // Then
    assertThat(read.stream().map(one -> one.event().getSensor()).toList()).isEqualTo(expected);
  }

  @Test
  void moreRunsThanAreMergedAtOnceAreMergedInSteps() throws IOException {
    // Given one run an event
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < EventSorter.FAN_IN * EventSorter.FAN_IN + 2; i++) {
      times.add(i);
    }
    Collections.shuffle(times, new Random(1));
    Path file = write("1.jsonl", times.stream().map(OrderedFilesTest::line).toList());

    // When
    List<Arrived<SensorReading>> read = read(order(1, 1, true), file);

    // Then
    assertThat(read.stream().map(Arrived::eventTime).toList())
        .isEqualTo(times.stream().sorted().map(time -> time * 1_000L).toList());
    assertThat(temporary).doesNotExist();
  }

  @Test
  void whatFitsIntoMemoryIsSortedThereHoweverItIsOrdered() throws IOException {
    // Given
    Path file = write("1.jsonl", line(9_000), line(1), line(5_000));

    // When
    List<Arrived<SensorReading>> read = read(order(AMPLE, AMPLE, false), file);

    // Then
    assertThat(read.stream().map(Arrived::eventTime).toList())
        .containsExactly(1_000L, 5_000_000L, 9_000_000L);
  }

  @Test
  void aLargeFileWhoseEventsAreALittleOutOfOrderIsHandedOnAsItIsRead() throws IOException {
    // Given events of which every second lies back by as much as may be
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < 1_000; i += 2) {
      times.add(i + 1);
      times.add(i);
    }
    Path file = write("1.jsonl", times.stream().map(OrderedFilesTest::line).toList());

    // When
    List<Arrived<SensorReading>> read = read(order(TINY, TINY, false), file);

    // Then
    assertThat(read.stream().map(Arrived::eventTime).toList())
        .isEqualTo(times.stream().map(time -> time * 1_000L).toList());
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aLargeFileThatBeginsOutOfOrderIsSortedAtOnce() throws IOException {
    // Given
    List<Integer> times = new ArrayList<>();
    for (int i = 1_000; i > 0; i--) {
      times.add(i);
    }
    Path file = write("1.jsonl", times.stream().map(OrderedFilesTest::line).toList());

    // When
    List<Arrived<SensorReading>> read = read(order(TINY, TINY, false), file);

    // Then
    assertThat(read.stream().map(Arrived::eventTime).toList())
        .isEqualTo(times.stream().sorted().map(time -> time * 1_000L).toList());
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aLargeFileThatIsOutOfOrderFurtherOnSaysSoWithThePlace() throws IOException {
    // Given
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      times.add(i);
    }
    times.add(700);
    Path file = write("1.jsonl", times.stream().map(OrderedFilesTest::line).toList());

    // When
    assertThatThrownBy(() -> read(order(TINY, TINY, false), file))
        // Then
        .isInstanceOfSatisfying(
            OutOfOrderFiles.class, found -> assertThat(found.input()).isEqualTo("readings"))
        .hasMessage(
            "readings: "
                + file
                + ":1001 lies about 299s behind the latest event before it, and out-of-orderness is 1s");
  }

  @Test
  void aDeadLetterComesAsSoonAsItIsMet() throws IOException {
    // Given
    Path file = write("1.jsonl", line(2), "bad", line(1), "worse");

    // When
    List<Arrived<SensorReading>> read = read(order(TINY, TINY, true), file);

    // Then
    assertThat(read.stream().map(one -> one.isEvent() ? one.eventTime() : -one.dead().getLine()))
        .containsExactly(-2L, -4L, 1_000L, 2_000L);
  }

  @Test
  void aFullDiskIsOneClearMessageAndLeavesNothing() throws IOException {
    // Given a place where there is never room
    Files.createDirectory(temporary);
    Files.createSymbolicLink(temporary.resolve("1.run"), Path.of("/dev/full"));
    Path file = write("1.jsonl", Stream.generate(() -> line(1)).limit(5_000).toList());

    // When
    assertThatThrownBy(() -> read(order(TINY, AMPLE, true), file))
        // Then
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNWRITABLE))
        .hasMessageStartingWith(
            "input readings has to be sorted by event time, for which "
                + temporary
                + " can't be written: No space left on device.")
        .hasMessageContaining("-Djava.io.tmpdir")
        .hasMessageContaining("--order as-is");
    assertThat(temporary).doesNotExist();
  }

  private EventOrder order(long ahead, long memory, boolean sorted) {
    return new EventOrder(SECOND, sorted, temporary.toString(), ahead, memory);
  }

  private static List<Arrived<SensorReading>> read(EventOrder order, Path... files)
      throws IOException {
    FileInput input = new FileInput("readings", List.of(files), JsonFormat.lines(MICROS));
    List<Arrived<SensorReading>> read = new ArrayList<>();
    try (OrderedFiles<SensorReading> ordered =
        OrderedFiles.open(input, RecordType.of(SensorReading.class), "event_time", order)) {
      for (Arrived<SensorReading> next = ordered.next(); next != null; next = ordered.next()) {
        read.add(next);
      }
    }
    return read;
  }

  private Path write(String name, String... lines) throws IOException {
    return write(name, List.of(lines));
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static String line(int second) {
    return line("s", second);
  }

  private static String line(String sensor, int second) {
    return "{\"source\":\"m\",\"sensor\":\"%s\",\"event_time\":%d,\"value\":%d}"
        .formatted(sensor, second * 1_000_000L, second);
  }
}
