package io.millrace.operators.statistics;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Doubles as sensors send them, and as nobody should: huge, tiny, and cancelling each other. */
final class FiniteDoubles extends DomainContextBase {

  @Provide
  Arbitrary<Double> doubles() {
    Arbitrary<Double> plain = Arbitraries.doubles().between(-1000, 1000).ofScale(3);
    Arbitrary<Double> anyBits =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Double> edges =
        Arbitraries.of(
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            0.1,
            0x1p53,
            -0x1p53,
            0x1.fffffffffffffp-1);
    return Arbitraries.frequencyOf(Tuple.of(4, plain), Tuple.of(2, anyBits), Tuple.of(1, edges));
  }
}
