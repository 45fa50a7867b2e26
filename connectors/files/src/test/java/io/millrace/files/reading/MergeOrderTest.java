package io.millrace.files.reading;

import static io.millrace.files.reading.Reading.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.schemas.industrial.SensorReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MergeOrderTest {

  @Property(tries = 100)
  void filesInOrderOfTimeBecomeOneInOrderOfTimeAndNothingIsLost(
      @ForAll @Size(max = 5) List<@Size(max = 20) List<@IntRange(max = 50) Integer>> times)
      throws Exception {
    // given
    Path temporary = Files.createTempDirectory("millrace-merged");
    List<Path> files = new ArrayList<>();
    for (List<Integer> one : times) {
      List<String> lines = one.stream().sorted().map(time -> line(time)).toList();
      files.add(Files.write(temporary.resolve(files.size() + ".jsonl"), lines));
    }

    FieldMapping micros = new FieldMapping(Map.of(), Map.of(), "micros", ZoneOffset.UTC);

    // when
    List<Arrived<SensorReading>> read =
        readAll(JsonFormat.lines(micros), files.toArray(Path[]::new));

    // then
    assertThat(read.stream().map(Arrived::eventTime).toList())
        .isEqualTo(times.stream().flatMap(List::stream).sorted().map(Integer::longValue).toList());
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(temporary);
  }

  private static String line(int millis) {
    return "{\"source\":\"m\",\"sensor\":\"s\",\"event_time\":%d}".formatted(millis * 1_000L);
  }
}
