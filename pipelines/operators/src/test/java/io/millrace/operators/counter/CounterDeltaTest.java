package io.millrace.operators.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operators.counter.CounterDelta.Increment;
import io.millrace.operators.counter.CounterDelta.Kind;
import io.millrace.operators.counter.CounterDelta.Settings;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CounterDeltaTest {

  @Example
  void increasesAreDifferencesAndTheFirstReadingIsNone() {
    // given
    CounterDelta counter = new CounterDelta(Settings.plain());

    // when
    List<Increment> increments =
        List.of(counter.add(1, 100), counter.add(2, 100), counter.add(5, 130));

    // then
    assertThat(increments)
        .containsExactly(
            new Increment(Kind.FIRST, 0, 1),
            new Increment(Kind.INCREASE, 0, 1),
            new Increment(Kind.INCREASE, 30, 2));
  }

  @Example
  void afterARestartTheReadingItselfIsTheIncrement() {
    // given
    CounterDelta counter = new CounterDelta(Settings.plain());
    counter.add(1, 1_000);

    // when
    Increment increment = counter.add(2, 7);

    // then
    assertThat(increment).isEqualTo(new Increment(Kind.RESET, 7, 1));
    assertThat(counter.add(3, 9)).isEqualTo(new Increment(Kind.INCREASE, 2, 2));
  }

  @Example
  void aCounterWithAModulusWrapsWhereThatIsTheShorterStep() {
    // given
    CounterDelta counter = new CounterDelta(new Settings(1L << 32, 0));
    counter.add(1, (1L << 32) - 10);

    // when
    Increment wrap = counter.add(2, 5);

    // then
    assertThat(wrap).isEqualTo(new Increment(Kind.WRAP, 15, 1));
    counter.add(3, 1_000_000);
    assertThat(counter.add(4, 10)).isEqualTo(new Increment(Kind.RESET, 10, 3));
  }

  @Example
  void jitterIsNoResetAndCountsNothingTwice() {
    // given
    CounterDelta counter = new CounterDelta(new Settings(0, 5));
    counter.add(1, 100);

    // when
    Increment jitter = counter.add(2, 97);

    // then
    assertThat(jitter).isEqualTo(new Increment(Kind.JITTER, 0, 1));
    assertThat(counter.add(3, 101)).isEqualTo(new Increment(Kind.INCREASE, 1, 2));
  }

  @Example
  void aReadingThatIsNotLaterChangesNothing() {
    // given
    CounterDelta counter = new CounterDelta(Settings.plain());
    counter.add(5, 100);

    // when
    List<Increment> stale = List.of(counter.add(5, 200), counter.add(4, 50));

    // then
    assertThat(stale).allMatch(one -> one.kind() == Kind.STALE && one.amount() == 0);
    assertThat(counter.add(6, 101)).isEqualTo(new Increment(Kind.INCREASE, 1, 5));
  }

  @Property
  void incrementsSumUpToAllThatWasRead(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 1_000) Integer> growth,
      @ForAll @IntRange(min = 1, max = 10) int restartEvery) {
    // given a counter that starts anew now and then, and is read before each start
    CounterDelta counter = new CounterDelta(Settings.plain());
    counter.add(0, 0);
    long expected = 0;
    long value = 0;
    long sum = 0;

    // when
    for (int i = 0; i < growth.size(); i++) {
      long before = value;
      value = i % restartEvery == 0 ? growth.get(i) : value + growth.get(i);
      // A counter that reads as much as before a restart, or more, hides it: nobody can tell.
      expected += value >= before ? value - before : value;
      sum += counter.add(i + 1, value).amount();
    }

    // then
    assertThat(sum).isEqualTo(expected);
    assertThat(counter.value()).isEqualTo(value);
    assertThat(counter.time()).isEqualTo(growth.size());
  }

  @Example
  void aNegativeReadingIsRefused() {
    assertThatThrownBy(() -> new CounterDelta(Settings.plain()).add(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a counter says -1; expected none below 0");
  }
}
