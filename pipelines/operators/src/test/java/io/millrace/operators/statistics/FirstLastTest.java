package io.millrace.operators.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class FirstLastTest {
  private static final Comparator<Reading> ORDER =
      Comparator.comparing(Reading::time)
          .thenComparing(Reading::epoch)
          .thenComparing(Reading::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Reading::value);

  record Reading(long time, long epoch, Long sequence, double value) {
    static void add(FirstLast to, Reading reading) {
      to.add(reading.time, reading.epoch, reading.sequence, reading.value);
    }
  }

  @Property
  void orderOfReadingsCountsAndNotThatOfArrival(
      @ForAll @NotEmpty @Size(max = 30) List<@From("readings") Reading> readings,
      @ForAll long seed) {
    // when
    FirstLast merged =
        Splits.merged(readings, new Random(seed), FirstLast::new, Reading::add, FirstLast::add);

    // then
    assertThat(merged.first()).isEqualTo(Collections.min(readings, ORDER).value());
    assertThat(merged.last()).isEqualTo(Collections.max(readings, ORDER).value());
    assertThat(FirstLast.CODEC.copy(merged)).isEqualTo(merged).hasSameHashCodeAs(merged);
    FirstLast readBack =
        Splits.readBack(
            target -> FirstLast.CODEC.write(merged, target),
            source -> FirstLast.CODEC.read(source, 1));
    assertThat(readBack).isEqualTo(merged);
  }

  @Example
  void noReadingsHaveNoFirst() {
    // given
    FirstLast none = new FirstLast();
    none.add(new FirstLast());

    // then
    assertThatThrownBy(none::first).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(none::last).isInstanceOf(IllegalStateException.class);
  }

  @Provide
  Arbitrary<Reading> readings() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 3),
            Arbitraries.longs().between(0, 1),
            Arbitraries.longs().between(0, 2).injectNull(0.3),
            Arbitraries.of(-1.0, -0.0, 0.0, 2.0))
        .as(Reading::new);
  }
}
