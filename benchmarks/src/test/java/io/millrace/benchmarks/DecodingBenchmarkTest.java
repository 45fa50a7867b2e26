package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Decoded;
import io.millrace.schemas.industrial.SensorReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comparison is fair: every decoder gives the readings that were encoded. */
class DecodingBenchmarkTest {
  private final SpecificData model = SpecificData.getForClass(SensorReading.class);
  private final boolean fastReader = model.isFastReaderEnabled();
  private final DecodingBenchmark benchmark = new DecodingBenchmark();

  private enum Contender {
    MILLRACE_SINGLE_OBJECT,
    MILLRACE_REGISTRY_FRAMING,
    FLINK_AVRO_BARE,
    FLINK_AVRO_REGISTRY_FRAMING,
    FLINK_AVRO_BARE_FAST_READER_OFF,
    FLINK_AVRO_REGISTRY_FRAMING_FAST_READER_OFF,
    AVRO_ALONE;

    boolean hasFastReaderOff() {
      return name().endsWith("FAST_READER_OFF");
    }

    SensorReading decode(DecodingBenchmark benchmark) throws IOException {
      return switch (this) {
        case MILLRACE_SINGLE_OBJECT -> event(benchmark.millraceSingleObject());
        case MILLRACE_REGISTRY_FRAMING -> event(benchmark.millraceRegistryFraming());
        case FLINK_AVRO_BARE -> benchmark.flinkAvroBare();
        case FLINK_AVRO_REGISTRY_FRAMING -> benchmark.flinkAvroRegistryFraming();
        case FLINK_AVRO_BARE_FAST_READER_OFF -> benchmark.flinkAvroBareFastReaderOff();
        case FLINK_AVRO_REGISTRY_FRAMING_FAST_READER_OFF ->
            benchmark.flinkAvroRegistryFramingFastReaderOff();
        case AVRO_ALONE -> benchmark.avroAlone();
      };
    }

    private static SensorReading event(Decoded<SensorReading> decoded) {
      return ((Decoded.Ok<SensorReading>) decoded).event();
    }
  }

  @AfterEach
  void switchTheFastReaderBack() {
    model.setFastReaderEnabled(fastReader);
  }

  @ParameterizedTest
  @EnumSource
  void everyDecoderGivesTheReadingsThatWereEncoded(Contender contender) throws IOException {
    // given
    model.setFastReaderEnabled(!contender.hasFastReaderOff());
    List<SensorReading> decoded = new ArrayList<>();

    // when
    for (int i = 0; i < DecodingBenchmark.RECORDS; i++) {
      decoded.add(contender.decode(benchmark));
    }

    // then
    assertThat(decoded).isEqualTo(benchmark.readings);
  }
}
