package io.millrace.files.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.formats.flink.Arrived;
import io.millrace.schemas.industrial.SensorReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recorded data, which stands beside the checkout on the machines of the project. */
class RealDataTest {
  private static final Path NAB =
      Path.of("../../../shared/data/industrial/nab_machine_temperature")
          .resolve("machine_temperature_system_failure.csv");

  @Test
  void everyReadingOfTheNabMachineIsReadInTheOrderOfTheFile() {
    // given
    assumeThat(Files.exists(NAB)).as("recorded data at " + NAB.toAbsolutePath()).isTrue();
    FieldMapping mapping =
        new FieldMapping(
            Map.of("event_time", List.of("timestamp")),
            Map.of("source", "${file}", "sensor", "temperature"),
            "yyyy-MM-dd HH:mm:ss",
            ZoneOffset.UTC);

    // when
    List<Arrived<SensorReading>> read = Reading.readAll(CsvFormat.of(mapping), NAB);

    // then
    assertThat(read).hasSize(22_695).allMatch(Arrived::isEvent);
    assertThat(read.get(0).event().getSource()).isEqualTo("machine_temperature_system_failure");
    assertThat(read.stream().mapToDouble(one -> one.event().getValue()).min())
        .hasValue(2.0847212059999998);
  }
}
