package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.TopicTimestamps;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.InputDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockAdviceTest {
  private static final DefinitionReader READER =
      new DefinitionReader(Catalog.shipped(), ClockAdviceTest.class.getClassLoader());

  private final InputDefinition limited = input("industrial/rollup", "readings");
  private final InputDefinition unlimited = input("industrial/oee", "calendar");

  @Test
  void nothingIsSaidWhereTheBrokersClockDecides() {
    // Given
    TopicTimestamps ofBroker = new TopicTimestamps(true, Duration.ofMillis(Long.MAX_VALUE));
    TopicTimestamps narrow = new TopicTimestamps(false, Duration.ofSeconds(60));

    // Then
    assertThat(ClockAdvice.of(limited, "t", Optional.of(ofBroker))).isEmpty();
    assertThat(ClockAdvice.of(limited, "t", Optional.of(narrow))).isEmpty();
    assertThat(ClockAdvice.of(limited)).isEmpty();
  }

  @Test
  void aTopicOfTheProducersClocksIsNamedWithWhatToSet() {
    // Given
    TopicTimestamps hour = new TopicTimestamps(false, Duration.ofHours(1));
    TopicTimestamps any = new TopicTimestamps(false, Duration.ofMillis(Long.MAX_VALUE));

    // Then
    assertThat(ClockAdvice.of(limited, "t", Optional.of(hour)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice)
                    .contains("'readings'", "'t'", "max-future of 1m", "run ahead by 1h")
                    .endsWith(
                        "set message.timestamp.type=LogAppendTime, or"
                            + " message.timestamp.after.max.ms=60000"));
    assertThat(ClockAdvice.of(limited, "t", Optional.of(any)).orElseThrow())
        .contains("without a limit");
  }

  @Test
  void settingsThatCantBeSeenAreSaid() {
    assertThat(ClockAdvice.of(limited, "t", Optional.empty()).orElseThrow())
        .contains("DESCRIBE_CONFIGS");
  }

  @Test
  void anInputWithoutALimitIsNamedWithWhatToWrite() {
    assertThat(ClockAdvice.of(unlimited).orElseThrow())
        .contains("'calendar'", "time: {max-future: 60s}");
  }

  private static InputDefinition input(String pipeline, String name) {
    return READER.find(pipeline, Map.of()).inputs().get(name);
  }
}
