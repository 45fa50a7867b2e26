package io.millrace.runner.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10, 20, true",
    "9, 20, false",
    "10, 21, false",
    "10, , true",
    "19, , true",
    "20, , false",
    "9, , false"
  })
  void itHoldsWindowsWhollyInsideAndInstantsBeforeItsEnd(long start, Long end, boolean held) {
    // Given
    ResultTime time = new ResultTime(at(start), Optional.ofNullable(end).map(ResultRangeTest::at));

    // When
    boolean holds = range(10L, 20L).holds(time);

    // Then
    assertThat(holds).isEqualTo(held);
  }

  @Test
  void twoRangesTogetherHoldWhatBothHold() {
    assertThat(range(10L, null).and(range(5L, 20L))).isEqualTo(range(10L, 20L));
    assertThat(range(5L, 20L).and(range(10L, null))).isEqualTo(range(10L, 20L));
    assertThat(range(1L, 30L).and(range(5L, 20L))).isEqualTo(range(5L, 20L));
  }

  @Test
  void edgesThatAreNotAskedForAreTakenFromTheOther() {
    assertThat(range(7L, null).or(range(5L, 20L))).isEqualTo(range(7L, 20L));
    assertThat(ResultRange.ALL.or(range(5L, null))).isEqualTo(range(5L, null));
  }

  private static ResultRange range(Long from, Long to) {
    return new ResultRange(
        Optional.ofNullable(from).map(ResultRangeTest::at),
        Optional.ofNullable(to).map(ResultRangeTest::at));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
