package io.millrace.operators.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimeSpansTest {

  @Test
  void spansThatTouchAreOne() {
    assertThat(TimeSpans.union(List.of(new TimeSpan(5, 9), new TimeSpan(1, 5))).spans())
        .containsExactly(new TimeSpan(1, 9));
  }

  @Test
  void anEmptySpanIsRefused() {
    assertThatThrownBy(() -> new TimeSpan(3, 3)).hasMessage("span [3, 3) is empty");
  }

  @Property(tries = 500)
  void setsOfInstantsFollowTheLawsOfSets(
      @ForAll("spans") List<TimeSpan> some, @ForAll("spans") List<TimeSpan> others) {
    // Given the same sets, instant by instant
    TimeSpans one = TimeSpans.union(some);
    TimeSpans two = TimeSpans.union(others);
    BitSet both = bits(some);
    both.and(bits(others));
    BitSet without = bits(some);
    without.andNot(bits(others));

    // When
    TimeSpans common = one.and(two);
    TimeSpans rest = one.without(two);

    // Then
    assertThat(bits(common.spans())).isEqualTo(both);
    assertThat(bits(rest.spans())).isEqualTo(without);
    assertThat(common.length()).isEqualTo(both.cardinality());
    assertThat(common.length() + rest.length()).isEqualTo(one.length());
    assertThat(one.within(10, 20))
        .isEqualTo(one.and(TimeSpans.union(List.of(new TimeSpan(10, 20)))));
  }

  @Provide
  Arbitrary<List<TimeSpan>> spans() {
    Arbitrary<Integer> from = Arbitraries.integers().between(0, 40);
    Arbitrary<Integer> length = Arbitraries.integers().between(1, 10);
    return Combinators.combine(from, length)
        .as((start, size) -> new TimeSpan(start, start + size))
        .list()
        .ofMaxSize(8);
  }

  private static BitSet bits(List<TimeSpan> spans) {
    BitSet bits = new BitSet();
    spans.forEach(span -> bits.set((int) span.from(), (int) span.to()));
    return bits;
  }
}
