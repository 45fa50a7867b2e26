package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FiniteDoubles.class)
@Domain(DomainContext.Global.class)
class ExactSumTest {

  @Property
  void valueIsTheNearestDoubleToTheExactSum(@ForAll @Size(max = 50) List<Double> values) {
    // given
    ExactSum sum = new ExactSum();

    // when
    values.forEach(sum::add);

    // then
    BigDecimal expected =
        values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum.value()).isEqualTo(expected.doubleValue());
  }

  @Property
  void sumOfSquaresIsExactEvenWhereSquaresAreNoDoubles(
      @ForAll @Size(max = 20) List<Double> values) {
    // given
    ExactSum squares = new ExactSum();

    // when
    values.forEach(squares::addSquare);

    // then
    BigDecimal expected =
        values.stream()
            .map(BigDecimal::new)
            .map(value -> value.multiply(value))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(exact(squares)).isEqualByComparingTo(expected);
  }

  @Property
  void anySplitMergedInAnyOrderIsEqual(
      @ForAll @Size(max = 50) List<Double> values, @ForAll long seed) {
    // given
    ExactSum whole = new ExactSum();
    values.forEach(whole::add);

    // when
    ExactSum merged =
        Splits.merged(values, new Random(seed), ExactSum::new, ExactSum::add, ExactSum::add);

    // then
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(Splits.bytes(merged::write)).isEqualTo(Splits.bytes(whole::write));
  }

  @Property
  void readBackIsEqual(@ForAll @Size(max = 20) List<Double> values) {
    // given
    ExactSum sum = new ExactSum();
    values.forEach(sum::add);

    // when
    ExactSum readBack = Splits.readBack(sum::write, ExactSum::read);

    // then
    assertThat(readBack).isEqualTo(sum);
    assertThat(readBack.value()).isEqualTo(sum.value());
  }

  @Property(tries = 20)
  void carriesNeverOverflow(@ForAll double value) {
    // given
    int additions = 10_000;
    ExactSum sum = new ExactSum();

    // when
    for (int i = 0; i < additions; i++) {
      sum.add(value);
      sum.addSquare(value);
    }

    // then
    BigDecimal one = new BigDecimal(value).add(new BigDecimal(value).pow(2));
    assertThat(exact(sum)).isEqualByComparingTo(one.multiply(BigDecimal.valueOf(additions)));
  }

  @Example
  void sumBeyondTheRangeOfDoublesComesBackIntoIt() {
    // given
    ExactSum sum = new ExactSum();
    sum.add(Double.MAX_VALUE);
    sum.add(Double.MAX_VALUE);

    // when
    double beyond = sum.value();
    sum.add(-Double.MAX_VALUE);

    // then
    assertThat(beyond).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum.value()).isEqualTo(Double.MAX_VALUE);
  }

  @Example
  void whatIsNotFiniteIsRefused() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ExactSum().add(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(value));
    }
  }

  private static BigDecimal exact(ExactSum sum) {
    BigDecimal mantissa = new BigDecimal(sum.mantissa());
    BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(sum.exponent()));
    return sum.exponent() < 0 ? mantissa.divide(power) : mantissa.multiply(power);
  }
}
