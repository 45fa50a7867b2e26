package io.millrace.operators.heavyhitters;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.heavyhitters.HeavyHitters.Hitter;
import io.millrace.operators.statistics.Splits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HeavyHittersTest {

  @Property(tries = 100)
  void countsLieWithinTheirBoundsHoweverTheItemsWereSplitAndMerged(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @DoubleRange(min = 0, max = 1.5) double exponent) {
    // given items from all alike to a few that are nearly all
    Random random = new Random(seed);
    List<String> items = zipf(random, 3_000, 500, exponent);
    Map<String, Long> truth = count(items);

    // when
    HeavyHitters hitters =
        Splits.merged(
            items,
            random,
            () -> new HeavyHitters(capacity),
            (into, item) -> into.add(item, 1),
            HeavyHitters::add);

    // then
    assertThat(hitters.total()).isEqualTo(items.size());
    assertThat(hitters.size()).isLessThanOrEqualTo(2 * capacity);
    assertThat(hitters.error()).isLessThanOrEqualTo(items.size() / (capacity + 1));
    assertBounds(hitters, hitters.top(capacity), truth);
  }

  @Property(tries = 100)
  void withNoMoreItemsThanTheCapacityAllCountsAreExactInAnyOrder(@ForAll long seed) {
    // given
    Random random = new Random(seed);
    List<String> items = zipf(random, 500, 50, 1.0);
    HeavyHitters whole = new HeavyHitters(50);
    items.forEach(item -> whole.add(item, 1));

    // when
    HeavyHitters merged =
        Splits.merged(
            items,
            random,
            () -> new HeavyHitters(50),
            (into, item) -> into.add(item, 1),
            HeavyHitters::add);

    // then
    assertThat(merged.top(50)).isEqualTo(whole.top(50));
    assertThat(merged.error()).isZero();
    assertThat(merged.top(50)).allMatch(hitter -> hitter.guaranteed());
    assertThat(merged.top(3))
        .extracting(Hitter::count)
        .isEqualTo(
            count(items).values().stream().sorted((a, b) -> Long.compare(b, a)).limit(3).toList());
  }

  @Property(tries = 50)
  void bytesReadBackSayTheSame(@ForAll long seed) {
    // given
    HeavyHitters hitters = new HeavyHitters(20);
    zipf(new Random(seed), 1_000, 100, 0.8).forEach(item -> hitters.add(item, 7));

    // when
    HeavyHitters read =
        Splits.readBack(
            target -> HeavyHitters.CODEC.write(hitters, target),
            source -> HeavyHitters.CODEC.read(source, 1));

    // then
    assertThat(read.top(100)).isEqualTo(hitters.top(100));
    assertThat(read).hasToString(hitters.toString());
  }

  @Example
  void equalCountsAreInOrderOfTheItemsAndOnlyThoseAheadOfTheRestAreGuaranteed() {
    // given
    HeavyHitters hitters = new HeavyHitters(10);
    hitters.add("c", 5);
    hitters.add("b", 2);
    hitters.add("a", 2);
    hitters.add("nothing", 0);

    // when
    List<Hitter> top = hitters.top(2);

    // then
    assertThat(top).containsExactly(new Hitter("c", 5, 5, true), new Hitter("a", 2, 2, true));
  }

  @Example
  void whenAllItemsAreAlikeNoneIsGuaranteed() {
    // given
    HeavyHitters hitters = new HeavyHitters(10);

    // when
    for (int i = 0; i < 10_000; i++) {
      hitters.add("item" + i, 1);
    }

    // then
    assertThat(hitters.error()).isLessThanOrEqualTo(10_000 / 11);
    assertThat(hitters.top(10)).noneMatch(Hitter::guaranteed);
  }

  @Example
  void copySharesNothing() {
    // given
    HeavyHitters hitters = new HeavyHitters(2);
    hitters.add("a", 1);

    // when
    HeavyHitters copy = HeavyHitters.CODEC.copy(hitters);
    copy.add("a", 1);

    // then
    assertThat(hitters.top(1)).containsExactly(new Hitter("a", 1, 1, true));
    assertThat(copy.top(1)).containsExactly(new Hitter("a", 2, 2, true));
  }

  private static void assertBounds(
      HeavyHitters hitters, List<Hitter> top, Map<String, Long> truth) {
    for (Hitter hitter : top) {
      assertThat(truth.get(hitter.item())).isBetween(hitter.lowerBound(), hitter.count());
      assertThat(hitter.count() - hitter.lowerBound()).isEqualTo(hitters.error());
      if (hitter.guaranteed()) {
        assertThat(truth)
            .allSatisfy(
                (item, count) -> {
                  if (top.stream().noneMatch(other -> other.item().equals(item))) {
                    assertThat(count).isLessThanOrEqualTo(truth.get(hitter.item()));
                  }
                });
      }
    }
    truth.forEach(
        (item, count) -> {
          if (count > hitters.error() && top.size() == hitters.size()) {
            assertThat(top).extracting(Hitter::item).contains(item);
          }
        });
  }

  private static Map<String, Long> count(List<String> items) {
    Map<String, Long> counts = new TreeMap<>();
    items.forEach(item -> counts.merge(item, 1L, Long::sum));
    return counts;
  }

  private static List<String> zipf(Random random, int count, int different, double exponent) {
    double[] upTo = new double[different];
    double sum = 0;
    for (int i = 0; i < different; i++) {
      sum += Math.pow(i + 1, -exponent);
      upTo[i] = sum;
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double at = random.nextDouble() * sum;
      int item = 0;
      while (upTo[item] < at) {
        item++;
      }
      items.add("item" + item);
    }
    return items;
  }
}
