package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.operators.statistics.NearestRank;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class QuantileSketchFunctionTest {
  private final QuantileSketchFunction function = new QuantileSketchFunction();

  @Property
  void quantileIsWithinItsBoundInAnyOrderAndGrouping(
      @ForAll @NotEmpty @Size(max = 60) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @DoubleRange(max = 1) double q,
      @ForAll long seed) {
    // given
    double exact =
        values.stream().sorted().toList().get((int) NearestRank.of(q, values.size()) - 1);

    // when
    Double quantile = quantile(Groups.additions(values), q, seed);

    // then
    assertThat(quantile).isCloseTo(exact, within(Math.abs(exact) / 128.9));
    assertThat(quantile).isEqualTo(quantile(Groups.additions(values), q, seed + 1));
    assertThat(quantile).isBetween(Collections.min(values), Collections.max(values));
  }

  @Property
  void valuesThatWereTakenBackCountNoLonger(
      @ForAll @NotEmpty @Size(max = 30) List<@DoubleRange(min = -1e6, max = 1e6) Double> lasting,
      @ForAll @Size(max = 30) List<Double> passing,
      @ForAll @DoubleRange(max = 1) double q,
      @ForAll long seed) {
    // given
    double exact =
        lasting.stream().sorted().toList().get((int) NearestRank.of(q, lasting.size()) - 1);

    // when
    Double quantile = quantile(Groups.changes(lasting, passing), q, seed);

    // then
    assertThat(quantile).isCloseTo(exact, within(Math.abs(exact) / 128.9));
  }

  @Example
  void nothingIsAnsweredToAQuestionThatIsNone() {
    assertThat(quantileOfOne(20.5, 0.5)).isEqualTo(20.5);
    assertThat(quantileOfOne(20.5, 1.01)).isNull();
    assertThat(quantileOfOne(20.5, -0.01)).isNull();
    assertThat(quantileOfOne(20.5, Double.NaN)).isNull();
    assertThat(quantileOfOne(20.5, null)).isNull();
    assertThat(quantileOfOne(null, 0.5)).isNull();
    assertThat(quantileOfOne(Double.NaN, 0.5)).isNull();
    assertThat(quantileOfOne(Double.POSITIVE_INFINITY, 0.5)).isNull();
  }

  @Example
  void rowsThatAskForDifferentQuantilesGetNone() {
    // given
    SketchedQuantile group = function.createAccumulator();
    SketchedQuantile other = function.createAccumulator();
    function.accumulate(group, 1.0, 0.5);
    function.accumulate(other, 1.0, 0.9);

    // when
    function.merge(group, List.of(other));

    // then
    assertThat(function.getValue(group)).isNull();
  }

  private Double quantileOfOne(Double value, Double q) {
    SketchedQuantile group = function.createAccumulator();
    function.accumulate(group, value, q);
    return function.getValue(Groups.readBack(group, SketchedQuantile.CODEC));
  }

  private Double quantile(List<Groups.Change<Double>> changes, double q, long seed) {
    return function.getValue(
        Groups.inParts(
            changes,
            new Random(seed),
            function::createAccumulator,
            (group, change) -> {
              if (change.retraction()) {
                function.retract(group, change.value(), q);
              } else {
                function.accumulate(group, change.value(), q);
              }
            },
            function::merge,
            SketchedQuantile.CODEC));
  }
}
