package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

class ExactSumFunctionTest {
  private final ExactSumFunction function = new ExactSumFunction();

  @Property
  void doublesAreRoundedOnceInAnyOrderAndGrouping(
      @ForAll @NotEmpty @Size(max = 30) List<Double> lasting,
      @ForAll @Size(max = 30) List<Double> passing,
      @ForAll long seed) {
    // given
    double exact =
        lasting.stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .doubleValue();

    // when
    Object sum =
        sum(Groups.changes(lasting, passing), function::accumulate, function::retract, seed);

    // then
    assertThat(sum).isEqualTo(Double.isFinite(exact) ? exact : null);
  }

  @Property
  void wholeNumbersAreExactUnlessBeyondTheirType(
      @ForAll @NotEmpty @Size(max = 5) List<Long> lasting,
      @ForAll @Size(max = 5) List<Long> passing,
      @ForAll long seed) {
    // given
    BigInteger exact =
        lasting.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);

    // when
    Object sum =
        sum(Groups.changes(lasting, passing), function::accumulate, function::retract, seed);

    // then
    assertThat(sum).isEqualTo(exact.bitLength() < 64 ? exact.longValueExact() : null);
  }

  @Property
  void decimalsAreExact(
      @ForAll @NotEmpty @Size(max = 30)
          List<@Scale(4) @BigRange(min = "-1e30", max = "1e30") BigDecimal> lasting,
      @ForAll @Size(max = 30)
          List<@Scale(4) @BigRange(min = "-1e30", max = "1e30") BigDecimal> passing,
      @ForAll long seed) {
    // given
    BigDecimal exact = lasting.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

    // when
    Object sum =
        sum(Groups.changes(lasting, passing), function::accumulate, function::retract, seed);

    // then
    assertThat((BigDecimal) sum).isEqualByComparingTo(exact);
  }

  @Example
  void sumBeyondThirtyEightDigitsIsNull() {
    // given
    ExactTotal total = function.createAccumulator();
    BigDecimal most = new BigDecimal("9".repeat(38));
    function.accumulate(total, most);
    Object fits = function.getValue(total);

    // when
    function.accumulate(total, BigDecimal.ONE);

    // then
    assertThat(fits).isEqualTo(most);
    assertThat(function.getValue(total)).isNull();
  }

  @Example
  void valueThatIsNotFiniteHasNoSumUntilItIsTakenBack() {
    // given
    ExactTotal total = function.createAccumulator();
    function.accumulate(total, 1.5);
    function.accumulate(total, Double.NaN);
    Object with = function.getValue(total);

    // when
    function.retract(total, Double.NaN);

    // then
    assertThat(with).isNull();
    assertThat(function.getValue(total)).isEqualTo(1.5);
  }

  @Example
  void sumOfNoValueIsNull() {
    // given
    ExactTotal total = function.createAccumulator();
    function.accumulate(total, 1L);
    function.accumulate(total, (Long) null);

    // when
    function.retract(total, 1L);

    // then
    assertThat(function.getValue(total)).isNull();
  }

  private <V> Object sum(
      List<Groups.Change<V>> changes,
      BiConsumer<ExactTotal, V> accumulate,
      BiConsumer<ExactTotal, V> retract,
      long seed) {
    return function.getValue(
        Groups.inParts(
            changes,
            new Random(seed),
            function::createAccumulator,
            (group, change) ->
                (change.retraction() ? retract : accumulate).accept(group, change.value()),
            function::merge,
            ExactTotal.CODEC));
  }
}
