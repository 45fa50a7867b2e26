package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sdk.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateWarningTest {

  @ParameterizedTest
  @CsvSource({"0, 0, false", "0, 1000, false", "10, 1000, false", "11, 1000, true", "1, 1, true"})
  void moreThanOneInAHundredIsMuch(long late, long read, boolean much) {
    assertThat(DelayTally.isMuch(late, read)).isEqualTo(much);
  }

  @Test
  void whatWouldHaveKeptThemIsNamedForAllAndForAllButOneInAHundred() {
    // given 1000 records, 20 of them an hour behind what 5 s allow, and 5 a day
    Map<String, Object> counts = new HashMap<>();
    count(counts, "readings", Duration.ofHours(1), 20);
    count(counts, "readings", Duration.ofDays(1), 5);
    count(counts, "other", Duration.ofDays(300), 5);

    // when
    String advice =
        DelayTally.advice(counts, "readings", Duration.ofSeconds(5), 1_000).orElseThrow();

    // then
    assertThat(advice).isEqualTo("out-of-orderness: 28h would have kept all, 62m 99 in 100");
  }

  @Test
  void whereNoneIsBehindNothingIsAdvised() {
    assertThat(DelayTally.advice(Map.of(), "readings", Duration.ZERO, 10)).isEmpty();
  }

  private static void count(
      Map<String, Object> counts, String input, Duration behind, long events) {
    counts.put(
        Tally.accumulator("input", input, "behind." + Delays.step(behind.toMillis())), events);
  }
}
