package io.millrace.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runner.yaml.RefusedException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxDeadTest {
  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 90 | 1000 | 900",
        "'max-dead: {share: 5%, of: 50}' | 5 | 50 | 2",
        "'max-dead: {share: 0 %}' | 0 | 1000 | 0",
        "'max-dead: {of: 1000000}' | 90 | 1000000 | 900000",
      })
  void itIsReadAndHasADefault(String written, int percent, int of, int dead) {
    // When
    MaxDead limit = read(written).orElseThrow();

    // Then
    assertThat(limit).isEqualTo(new MaxDead(percent, of));
    assertThat(limit.dead()).isEqualTo(dead);
  }

  @Test
  void noneIsNoLimit() {
    // When
    Optional<MaxDead> limit = read("max-dead: none");

    // Then
    assertThat(limit).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-dead: off | WRONG_TYPE max-dead is 'off'; expected 'none' or such as {share: 90%,",
        "'max-dead: [90%]' | WRONG_TYPE max-dead is a list; expected 'none'",
        "'max-dead: {share: 0.9}' | WRONG_TYPE share is '0.9'; expected a whole number from 0% to 99%",
        "'max-dead: {share: 100%}' | OUT_OF_RANGE share is '100%'; expected a whole number from 0% to",
        "'max-dead: {of: 0}' | OUT_OF_RANGE of is '0'; expected a whole number from 1 to 1000000",
        "'max-dead: {over: 9}' | UNKNOWN_KEY unknown key 'over' in 'max-dead' of input 'readings'",
      })
  void whatIsWrongIsToldAtItsPlace(String written, String message) {
    // When
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(written));

    // Then
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused).hasMessageContaining(message).hasMessageStartingWith("mine.yaml:4:");
  }

  private Optional<MaxDead> read(String written) {
    String text =
        """
        version: 1
        pipeline: plant/hourly
        uses: industrial/rollup
        inputs: {readings: {%s}}
        """
            .formatted(written);
    return reader.read("mine.yaml", text, Map.of()).inputs().get("readings").maxDead();
  }
}
