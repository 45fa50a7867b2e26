package io.millrace.operators.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CounterIncrementsTest {
  @Test
  void aCounterGrowsByTheDifference() {
    assertThat(between(CounterReading.of(0, 100), CounterReading.of(0, 130))).containsExactly(30L);
  }

  @Test
  void theFirstReadingTellsOfNoIncrement() {
    assertThat(between(null, CounterReading.of(0, 100))).containsExactly(0L);
  }

  @Test
  void afterAResetTheNewTotalIsTheIncrement() {
    assertThat(between(CounterReading.of(0, 100), CounterReading.of(0, 7))).containsExactly(7L);
  }

  @Test
  void anotherEpochIsAResetEvenIfTheTotalIsGreater() {
    assertThat(between(CounterReading.of(1, 100), CounterReading.of(2, 107))).containsExactly(107L);
  }

  @Test
  void countersAreResetTogether() {
    // Given a second counter that has overtaken its former total
    CounterReading before = new CounterReading(0, List.of(100L, 2L));

    // When
    List<Long> grown = between(before, new CounterReading(0, List.of(10L, 3L)));

    // Then
    assertThat(grown).containsExactly(10L, 3L);
  }

  @Test
  void whatIsNotToldIsNull() {
    // Given
    CounterReading before = new CounterReading(0, Arrays.asList(1L, null, 3L));

    // When
    List<Long> grown = between(before, new CounterReading(0, Arrays.asList(2L, 5L, null)));

    // Then
    assertThat(grown).containsExactly(1L, 0L, null);
  }

  @Property(tries = 200)
  void incrementsAddUpToWhatWasCountedBetweenResets(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 1_000) Long> steps) {
    // Given a counter that is reset at each step of less than 100, and then counts the step
    List<CounterReading> readings = new ArrayList<>();
    long total = 0;
    long epoch = 0;
    readings.add(CounterReading.of(epoch, total));
    for (long step : steps) {
      epoch = step < 100 ? epoch + 1 : epoch;
      total = step < 100 ? step : total + step;
      readings.add(CounterReading.of(epoch, total));
    }

    // When
    long sum = 0;
    for (int i = 1; i < readings.size(); i++) {
      sum += between(readings.get(i - 1), readings.get(i)).get(0);
    }

    // Then
    assertThat(sum).isEqualTo(steps.stream().mapToLong(Long::longValue).sum());
  }

  private static List<Long> between(CounterReading before, CounterReading now) {
    return CounterIncrements.between(before, now);
  }
}
