package io.millrace.cloud.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
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
    List<BigInteger> shares = weights.stream().map(BigDecimal::unscaledValue).toList();
    BigInteger whole = shares.stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (whole.signum() == 0) {
      return List.of();
    }
    BigInteger units = amount.abs().setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> remainders = new ArrayList<>();
    BigInteger left = units;
    for (BigInteger share : shares) {
      BigInteger[] part = units.multiply(share).divideAndRemainder(whole);
      parts.add(part[0]);
      remainders.add(part[1]);
      left = left.subtract(part[0]);
    }
    // The sort is stable: of equal remainders the earlier comes first.
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing(remainders::get, Collections.reverseOrder()))
        .limit(left.longValueExact())
        .forEach(index -> parts.set(index, parts.get(index).add(BigInteger.ONE)));
    return parts.stream()
        .map(part -> new BigDecimal(amount.signum() < 0 ? part.negate() : part, scale))
        .toList();
  }
}
