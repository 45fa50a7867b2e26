package io.millrace.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "replay, 0",
    "replay, -1",
    "replay, NaN",
    "capture, 0",
    "capture, -1",
    "capture, NaN"
  })
  void aRateIsRefusedThatWouldReadNothing(String verb, String rate) {
    // When
    CommandRun run = CommandRun.of(verb, "industrial/rollup", "--env", "none", "--rate", rate);

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--rate is " + Double.valueOf(rate) + "; expected a number above 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "capture"})
  void anyOtherRateIsTaken(String verb) {
    // When
    CommandRun run = CommandRun.of(verb, "industrial/rollup", "--env", "none", "--rate", "0.5");

    // Then it comes to the environment
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("none: the environment can't be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-2"})
  void aReplayIsRefusedThatNoTaskWouldRun(String parallelism) {
    // When
    CommandRun run =
        CommandRun.of("replay", "industrial/rollup", "--env", "none", "--parallelism", parallelism);

    // Then
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--parallelism is " + parallelism + "; expected");
  }
}
