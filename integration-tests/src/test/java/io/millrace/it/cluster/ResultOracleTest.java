package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An oracle that can't fail proves nothing. */
class ResultOracleTest {
  private static final List<String> EXPECTED = List.of("a", "b", "c");

  @Test
  void theSameRowsInAnyOrderAreEqual() {
    assertThat(ResultOracle.differences(EXPECTED, List.of("c", "a", "b"))).isEmpty();
  }

  @Test
  void oneRowDroppedIsFound() {
    assertThat(ResultOracle.differences(EXPECTED, List.of("a", "c"))).containsExactly("lost 1: b");
  }

  @Test
  void oneRowDoubledIsFound() {
    assertThat(ResultOracle.differences(EXPECTED, List.of("a", "b", "b", "c")))
        .containsExactly("too many 1: b");
  }

  @Test
  void oneRowChangedIsFound() {
    assertThat(ResultOracle.differences(EXPECTED, List.of("a", "b", "x")))
        .containsExactly("lost 1: c", "too many 1: x");
  }
}
