package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.distinct.DistinctCounter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistinctSketchFunctionTest {
  private final DistinctSketchFunction function = new DistinctSketchFunction();

  @Property(tries = 100)
  void countIsWithinFiveStandardErrorsAndTheSameInAnyOrderAndGrouping(
      @ForAll @IntRange(max = 5_000) int different, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    List<String> values =
        Stream.iterate(0, i -> i + 1)
            .limit(2L * different)
            .map(i -> seed + "-" + i % different)
            .toList();
    DistinctCounter whole = function.createAccumulator();
    values.forEach(value -> function.accumulate(whole, value));

    // when
    long count =
        function.getValue(
            Groups.inParts(
                Groups.additions(values),
                random,
                function::createAccumulator,
                (group, change) -> function.accumulate(group, change.value()),
                function::merge,
                DistinctCounter.CODEC));

    // then
    double allowed =
        Math.max(0.5, 5 * different * 1.04 / Math.sqrt(1 << DistinctSketchFunction.PRECISION));
    assertThat((double) Math.abs(count - different)).isLessThanOrEqualTo(allowed);
    assertThat(count).isEqualTo(function.getValue(whole));
  }

  static Stream<List<Object>> differentValues() {
    return Stream.of(
        List.of("", "a", "b", "ab"),
        List.of(0, 1, -1),
        List.of(0.0, 1.0, Double.NaN),
        List.of(true, false),
        List.of(new byte[0], new byte[] {0}, new byte[] {0, 0}),
        List.of(new BigDecimal("0.10"), new BigDecimal("0.01"), new BigDecimal("1.00")),
        List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1)),
        List.of(LocalDateTime.MIN, LocalDateTime.MAX),
        List.of(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)),
        List.of(LocalTime.MIDNIGHT, LocalTime.NOON),
        List.of(Row.of("a", "b"), Row.of("ab", ""), Row.of("ab", null), Row.of(null, "ab")),
        List.of(new Integer[] {1, 2}, new Integer[] {2, 1}, new Integer[] {1}, new Integer[] {}),
        List.of(Map.of("a", 1), Map.of("a", 2), Map.of()));
  }

  @ParameterizedTest
  @MethodSource("differentValues")
  void differentValuesAreToldApart(List<Object> values) {
    // given
    DistinctCounter count = function.createAccumulator();

    // when
    values.forEach(value -> function.accumulate(count, value));
    values.forEach(value -> function.accumulate(count, value));

    // then
    assertThat(function.getValue(count)).isEqualTo(values.size());
  }

  @Test
  void equalValuesAreOne() {
    // given
    DistinctCounter count = function.createAccumulator();
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("a", 1);
    map.put("b", 2);
    Map<String, Integer> other = new LinkedHashMap<>();
    other.put("b", 2);
    other.put("a", 1);
    function.accumulate(count, Row.of(map, 0.0, new BigDecimal("1.0")));

    // when
    function.accumulate(count, Row.of(other, -0.0, new BigDecimal("1.00")));

    // then
    assertThat(function.getValue(count)).isEqualTo(1);
  }
}
