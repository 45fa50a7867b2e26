package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

class QuantileSummaryTest {

  @Property
  @Domain(FiniteDoubles.class)
  @Domain(DomainContext.Global.class)
  void anySplitMergedInAnyOrderIsEqualAndAgreesWithASummary(
      @ForAll @Size(min = 1, max = 100) List<Double> values, @ForAll long seed) {
    // given
    QuantileSummary whole = new QuantileSummary();
    Summary summary = new Summary();
    values.forEach(whole::add);
    values.forEach(summary::add);

    // when
    QuantileSummary merged =
        Splits.merged(
            values,
            new Random(seed),
            QuantileSummary::new,
            QuantileSummary::add,
            QuantileSummary::add);

    QuantileSummary read =
        Splits.readBack(
            target -> QuantileSummary.CODEC.write(merged, target),
            source -> QuantileSummary.CODEC.read(source, 1));

    // then
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(read).isEqualTo(whole);
    assertThat(merged.quantile(0.5)).isEqualTo(summary.quantile(0.5));
    assertThat(List.of(merged.min(), merged.max(), (double) merged.count()))
        .containsExactly(summary.min(), summary.max(), (double) summary.count());
  }

  @Example
  void copySharesNothing() {
    // given
    QuantileSummary summary = new QuantileSummary();

    // when
    QuantileSummary copy = QuantileSummary.CODEC.copy(summary);
    copy.add(1);

    // then
    assertThat(summary.count()).isZero();
    assertThat(copy.count()).isEqualTo(1);
  }
}
