package io.millrace.files.reading;

import static io.millrace.files.reading.Reading.readAll;
import static io.millrace.files.reading.Reading.sensors;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedFilesTest {
  private static final Format JSONL =
      JsonFormat.lines(new FieldMapping(Map.of(), Map.of(), "micros", ZoneOffset.UTC));

  @TempDir Path folder;

  @Test
  void theEarliestOfTheNextEventsComesFirst() throws Exception {
    // given
    Path first = write("1.jsonl", line("a", 1), line("b", 4), line("c", 2), line("d", 9));
    Path second = write("2.jsonl", line("e", 1), line("f", 3), line("g", 9));

    // when
    List<Arrived<SensorReading>> read = readAll(JSONL, first, second);

    // then
    assertThat(sensors(read)).containsExactly("a", "e", "f", "b", "c", "d", "g");
  }

  @Test
  void aDeadLetterHoldsNothingBack() throws Exception {
    // given
    Path first = write("1.jsonl", "bad", line("a", 5));
    Path second = write("2.jsonl", line("b", 1), "bad", line("c", 2));

    // when
    List<Arrived<SensorReading>> read = readAll(JSONL, first, second);

    // then
    assertThat(read.stream().map(one -> one.isEvent() ? one.event().getSensor() : "dead").toList())
        .containsExactly("dead", "b", "dead", "c", "a");
  }

  @Test
  void anEventWithAnImpossibleTimeIsADeadLetter() throws Exception {
    // given
    Path file = write("1.jsonl", line("a", 1), line("b", -10_000_000_000_000_000L), line("c", 2));

    // when
    List<Arrived<SensorReading>> read = readAll(JSONL, file);

    // then
    assertThat(sensors(read)).containsExactly("a", "c");
    DeadLetter letter = Reading.dead(read).get(0);
    assertThat(letter.getError()).isEqualTo("BAD_TIME");
    assertThat(letter.getLine()).isEqualTo(2);
  }

  private Path write(String name, String... lines) throws Exception {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static String line(String sensor, long millis) {
    return "{\"source\":\"m\",\"sensor\":\"%s\",\"event_time\":%d}"
        .formatted(sensor, millis * 1_000);
  }
}
