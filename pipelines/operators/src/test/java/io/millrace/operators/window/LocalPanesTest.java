package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalPanesTest {
  private final LocalPanes<String, String, long[]> panes =
      new LocalPanes<>(new CountFunction<>(), key -> key);
  private final List<String> flushed = new ArrayList<>();
  private final List<long[]> accumulators = new ArrayList<>();

  @Test
  void flushHandsOnPanesUpToATimeAndForgetsThem() {
    // given
    panes.add("a", 0, "event");
    panes.add("a", 0, "event");
    panes.add("b", 0, "event");
    panes.add("a", 10, "event");

    // when
    panes.flush(9, this::take);

    // then
    assertThat(flushed).containsExactly("a 0 2", "b 0 1");
    assertThat(panes.cells()).isEqualTo(1);
    assertThat(panes.events()).isEqualTo(1);
  }

  @Test
  void accumulatorHandedOnIsNeverTouchedAgain() {
    // given
    panes.add("a", 0, "event");
    panes.flush(Long.MAX_VALUE, this::take);

    // when
    panes.add("a", 0, "event");
    panes.flush(Long.MAX_VALUE, this::take);

    // then
    assertThat(flushed).containsExactly("a 0 1", "a 0 1");
    assertThat(accumulators).extracting(count -> count[0]).containsExactly(1L, 1L);
    assertThat(accumulators.get(0)).isNotSameAs(accumulators.get(1));
  }

  private void take(String key, long paneStart, long events, long[] accumulator) {
    flushed.add(key + " " + paneStart + " " + events);
    accumulators.add(accumulator);
  }
}
