package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

class QuantilesTest {

  @Property
  @Domain(FiniteDoubles.class)
  @Domain(DomainContext.Global.class)
  void valueIsWithinOnePercentOfTheOneAtItsRank(
      @ForAll @NotEmpty @Size(max = 200) List<Double> values, @ForAll long seed) {
    // given
    Random random = new Random(seed);
    Quantiles quantiles = new Quantiles();
    values.forEach(quantiles::add);
    List<Double> sorted = values.stream().sorted().toList();
    double q = random.nextInt(5) == 0 ? random.nextInt(2) : random.nextDouble();

    // when
    double estimate = quantiles.value(q, sorted.get(0), sorted.get(sorted.size() - 1));

    // then
    double exact = sorted.get((int) NearestRank.of(q, sorted.size()) - 1);
    double allowed = Math.max(Quantiles.RELATIVE_ACCURACY * Math.abs(exact), Double.MIN_NORMAL);
    assertThat(Quantiles.RELATIVE_ACCURACY).isLessThan(0.01);
    assertThat(Math.abs(estimate - exact)).isLessThanOrEqualTo(allowed * (1 + 1e-9));
  }

  @Property
  @Domain(FiniteDoubles.class)
  @Domain(DomainContext.Global.class)
  void anySplitMergedInAnyOrderIsEqual(
      @ForAll @Size(max = 100) List<Double> values, @ForAll long seed) {
    // given
    Quantiles whole = new Quantiles();
    values.forEach(whole::add);

    // when
    Quantiles merged =
        Splits.merged(values, new Random(seed), Quantiles::new, Quantiles::add, Quantiles::add);

    // then
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(Splits.readBack(merged::write, Quantiles::read)).isEqualTo(whole);
  }

  @Property
  @Domain(FiniteDoubles.class)
  @Domain(DomainContext.Global.class)
  void whatWasTakenOutIsAsIfNeverAdded(
      @ForAll @Size(max = 50) List<Double> kept, @ForAll @Size(max = 50) List<Double> removed) {
    // given
    Quantiles both = new Quantiles();
    Quantiles takenOut = new Quantiles();
    Quantiles expected = new Quantiles();
    kept.forEach(both::add);
    kept.forEach(expected::add);
    removed.forEach(both::add);
    removed.forEach(takenOut::add);

    // when
    Quantiles left = both.minus(takenOut);

    // then
    assertThat(left).isEqualTo(expected);
    assertThat(takenOut.minus(both)).isEqualTo(new Quantiles());
  }

  @Property
  void quantilesOfOneValueAreThatValue(@ForAll @DoubleRange(min = 0, max = 1) double q) {
    // given
    Quantiles quantiles = new Quantiles();
    quantiles.add(20.5);

    // when
    double estimate = quantiles.value(q, 20.5, 20.5);

    // then
    assertThat(estimate).isEqualTo(20.5);
  }

  @Example
  void copySharesNothing() {
    // given
    Quantiles original = new Quantiles();
    original.add(1);

    // when
    Quantiles copy = original.copy();
    copy.add(1);

    // then
    assertThat(original.count()).isEqualTo(1);
    assertThat(copy.count()).isEqualTo(2);
  }

  @Example
  void noValueHasNoQuantiles() {
    assertThatThrownBy(() -> new Quantiles().value(0.5, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
