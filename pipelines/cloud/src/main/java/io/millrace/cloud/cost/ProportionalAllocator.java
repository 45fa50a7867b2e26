package io.millrace.cloud.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distributes an amount by weight, in whole units of its last decimal, so that nothing is lost:
 * everyone gets the whole units of the exact part, and the units left over go to the largest
 * remainders (the method of Hamilton), to the earlier of equal ones.
 */
final class ProportionalAllocator {
  private ProportionalAllocator() {}

  /**
   * The parts of an amount, which add up to it exactly.
   *
   * @param weights at least 0, all of one scale
   * @param scale decimals of the parts, at least as many as the amount has
   * @return one part for each weight; empty if no weight is above 0
   */
  static List<BigDecimal> split(BigDecimal amount, List<BigDecimal> weights, int scale) {
    BigInteger whole =
        weights.stream().map(BigDecimal::unscaledValue).reduce(BigInteger.ZERO, BigInteger::add);
    if (whole.signum() == 0) {
      return List.of();
    }
    BigInteger units = amount.abs().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    List<BigInteger> remainders = new ArrayList<>(weights.size());
    BigInteger left = units;
    for (BigDecimal weight : weights) {
      BigInteger[] part = units.multiply(weight.unscaledValue()).divideAndRemainder(whole);
      remainders.add(part[1]);
      left = left.subtract(part[0]);
    }
    BitSet favoured = new BitSet(weights.size());
    // The sort is stable: of equal remainders the earlier comes first.
    IntStream.range(0, weights.size())
        .boxed()
        .sorted(Comparator.comparing(remainders::get, Collections.reverseOrder()))
        .limit(left.longValueExact())
        .forEach(favoured::set);
    return new Parts(amount.signum(), units, whole, weights, favoured, scale);
  }

  /**
   * Each is computed when it is asked for: of a million a list would be larger than the weights.
   */
  private static final class Parts extends AbstractList<BigDecimal> {
    private final int sign;
    private final BigInteger units;
    private final BigInteger whole;
    private final List<BigDecimal> weights;
    private final BitSet favoured;
    private final int scale;

    /**
     * @param favoured those that get one of the units left over
     */
    Parts(
        int sign,
        BigInteger units,
        BigInteger whole,
        List<BigDecimal> weights,
        BitSet favoured,
        int scale) {
      this.sign = sign;
      this.units = units;
      this.whole = whole;
      this.weights = weights;
      this.favoured = favoured;
      this.scale = scale;
    }

    @Override
    public BigDecimal get(int index) {
      BigInteger part = units.multiply(weights.get(index).unscaledValue()).divide(whole);
      if (favoured.get(index)) {
        part = part.add(BigInteger.ONE);
      }
      return new BigDecimal(sign < 0 ? part.negate() : part, scale);
    }

    @Override
    public int size() {
      return weights.size();
    }
  }
}
