package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(FiniteDoubles.class)
@Domain(DomainContext.Global.class)
class SummaryTest {
  /** Enough for halves of the least double to be told from what is beside them. */
  private static final MathContext PRECISE = new MathContext(1200);

  @Property
  void resultsAreTheExactOnesRoundedOnce(@ForAll @NotEmpty @Size(max = 30) List<Double> values) {
    // when
    Summary summary = summary(values);

    // then
    BigDecimal count = BigDecimal.valueOf(values.size());
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
      squares = squares.add(new BigDecimal(value).pow(2));
    }
    BigDecimal root = count.multiply(squares).subtract(sum.pow(2)).sqrt(PRECISE);
    assertThat(summary.count()).isEqualTo(values.size());
    assertThat(summary.min()).isEqualTo(Collections.min(values));
    assertThat(summary.max()).isEqualTo(Collections.max(values));
    assertThat(summary.sum()).isEqualTo(sum.doubleValue());
    assertThat(summary.mean()).isEqualTo(sum.divide(count, PRECISE).doubleValue());
    assertThat(summary.standardDeviation()).isEqualTo(root.divide(count, PRECISE).doubleValue());
  }

  @Property
  void resultsLieBetweenTheExtremes(@ForAll @NotEmpty @Size(max = 30) List<Double> values) {
    // when
    Summary summary = summary(values);

    // then
    assertThat(summary.mean() + 0.0).isBetween(summary.min() + 0.0, summary.max() + 0.0);
    assertThat(summary.quantile(0.5)).isBetween(summary.min(), summary.max());
  }

  @Property
  void anySplitMergedInAnyOrderIsEqual(
      @ForAll @NotEmpty @Size(max = 100) List<Double> values, @ForAll long seed) {
    // given
    Summary whole = summary(values);

    // when
    Summary merged =
        Splits.merged(values, new Random(seed), Summary::new, Summary::add, Summary::add);

    // then
    assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
    assertThat(Splits.bytes(target -> Summary.CODEC.write(merged, target)))
        .isEqualTo(Splits.bytes(target -> Summary.CODEC.write(whole, target)));
    assertThat(Double.doubleToRawLongBits(merged.mean()))
        .isEqualTo(Double.doubleToRawLongBits(whole.mean()));
  }

  @Property
  void copiedOrReadBackIsEqualAndSharesNothing(@ForAll @Size(max = 30) List<Double> values) {
    // given
    Summary summary = summary(values);

    // when
    Summary copy = Summary.CODEC.copy(summary);
    Summary readBack =
        Splits.readBack(
            target -> Summary.CODEC.write(summary, target), bytes -> Summary.CODEC.read(bytes, 1));

    // then
    assertThat(copy).isEqualTo(summary);
    assertThat(readBack).isEqualTo(summary);
    copy.add(1);
    copy.add(readBack);
    assertThat(summary).isEqualTo(readBack);
  }

  @Example
  void bytesOfVersionOneStayReadable() {
    // given
    String frozen = FROZEN_VERSION_1;

    // when
    Summary readBack =
        Splits.readBack(
            target -> target.write(HexFormat.of().parseHex(frozen)),
            bytes -> Summary.CODEC.read(bytes, 1));

    // then
    Summary expected = summary(List.of(20.5, -3.25, 0.0, 1e-9, 1e9));
    assertThat(readBack).isEqualTo(expected);
    assertThat(HexFormat.of().formatHex(Splits.bytes(t -> Summary.CODEC.write(expected, t))))
        .isEqualTo(frozen);
  }

  @Example
  void noValuesHaveNoMean() {
    assertThatThrownBy(() -> new Summary().mean()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Summary().standardDeviation())
        .isInstanceOf(IllegalStateException.class);
  }

  @Example
  void refusedValueChangesNothing() {
    // given
    Summary summary = summary(List.of(1.0));

    // when
    assertThatThrownBy(() -> summary.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);

    // then
    assertThat(summary).isEqualTo(summary(List.of(1.0)));
  }

  private static final String FROZEN_VERSION_1 =
      "05c00a00000000000041cdcd650000000005405a540000b82fa09b00000044b9aca114000000000000000307"
          + "3e781972b93ac467a025dd1d24000001270000000076401aed00000000de0b6b3a0103c4f003018e1101"
          + "e50c0101a8800401";

  private static Summary summary(List<Double> values) {
    Summary summary = new Summary();
    values.forEach(summary::add);
    return summary;
  }
}
