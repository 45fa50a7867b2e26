package io.millrace.industrial.oee;

import java.math.BigInteger;
import java.util.List;

/**
 * Sums of parts and of the ideal time for them, exact.
 *
 * @param good of those of which it is said
 * @param scrap null where no record speaks of it; likewise {@code rework}
 * @param unsorted parts of which nobody said whether they are good
 * @param unpriced parts, or records that sort parts, of a product without ideal cycle time
 * @param idealNanos ideal time of {@code produced}, in ns
 * @param idealGoodNanos ideal time of {@code good}, in ns
 */
record Parts(
    long produced,
    long good,
    Long scrap,
    Long rework,
    long unsorted,
    long unpriced,
    BigInteger idealNanos,
    BigInteger idealGoodNanos) {
  static final Parts NONE = new Parts(0, 0, null, null, 0, 0, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * The parts of one record.
   *
   * <p>A record with {@code produced} tells of how many of those are good, either itself or as what
   * scrap and rework leave over. One without it, but with {@code good}, tells of good + scrap +
   * rework parts. One with neither sorts parts that were taken for good: it adds to scrap and
   * rework what it takes from good.
   *
   * @param numbers produced, good, scrap, rework; null where the record does not say
   * @param cycleNanos ideal time of a part in ns; null if it is not known
   * @param goodUnlessSaid whether parts of which nothing is said are good
   */
  static Parts of(List<Long> numbers, Long cycleNanos, boolean goodUnlessSaid) {
    Long scrap = numbers.get(2);
    Long rework = numbers.get(3);
    long bad = orZero(scrap) + orZero(rework);
    boolean sorted = numbers.get(1) != null || scrap != null || rework != null || goodUnlessSaid;
    long produced;
    long good;
    if (numbers.get(0) != null) {
      produced = numbers.get(0);
      good = numbers.get(1) != null ? numbers.get(1) : produced - bad;
      if (numbers.get(1) != null && scrap == null) {
        scrap = Math.max(0, produced - good - bad);
      }
    } else if (numbers.get(1) != null) {
      good = numbers.get(1);
      produced = good + bad;
    } else {
      produced = 0;
      good = -bad;
    }
    long known = sorted ? good : 0;
    boolean unpriced = cycleNanos == null && (produced != 0 || good != 0);
    return new Parts(
        produced,
        known,
        scrap,
        rework,
        sorted ? 0 : produced,
        unpriced ? 1 : 0,
        time(produced, cycleNanos),
        time(known, cycleNanos));
  }

  /** The sum of both. */
  Parts plus(Parts other) {
    return new Parts(
        produced + other.produced,
        good + other.good,
        sum(scrap, other.scrap),
        sum(rework, other.rework),
        unsorted + other.unsorted,
        unpriced + other.unpriced,
        idealNanos.add(other.idealNanos),
        idealGoodNanos.add(other.idealGoodNanos));
  }

  private static BigInteger time(long parts, Long cycleNanos) {
    return cycleNanos == null
        ? BigInteger.ZERO
        : BigInteger.valueOf(parts).multiply(BigInteger.valueOf(cycleNanos));
  }

  private static Long sum(Long one, Long two) {
    if (one == null) {
      return two;
    }
    return two == null ? one : Long.valueOf(one + two);
  }

  private static long orZero(Long number) {
    return number == null ? 0 : number;
  }
}
