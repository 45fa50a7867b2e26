package io.millrace.testkit;

import static io.millrace.schemas.ResultStatus.CORRECTED;
import static io.millrace.schemas.ResultStatus.FINAL;
import static io.millrace.schemas.ResultStatus.PROVISIONAL;
import static io.millrace.testkit.Rollups.rollup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.Rollup;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalResultsTest {

  @Test
  void orderOfEmissionDoesNotMatter() {
    // given
    List<Rollup> results = List.of(rollup("a", 1, 0, FINAL), rollup("b", 2, 0, FINAL));

    // when
    List<String> rows = CanonicalResults.finals(results, "source");

    // then
    List<Rollup> reversed = List.of(results.get(1), results.get(0));
    assertThat(rows).isEqualTo(CanonicalResults.finals(reversed, "source")).hasSize(2);
  }

  @Test
  void finalsAreEqualInAllColumnsOnly() {
    // when
    List<String> rows = CanonicalResults.finals(List.of(rollup("a", 0.1, 0, FINAL)), "source");

    // then
    assertThat(rows)
        .isNotEqualTo(finals(rollup("a", 0.1, 1, FINAL)))
        .isNotEqualTo(finals(rollup("a", Math.nextUp(0.1), 0, FINAL)))
        .isEqualTo(
            finals(
                rollup("a", 9, 0, PROVISIONAL),
                rollup("a", 0.1, 0, FINAL),
                rollup("a", 8, 1, CORRECTED)));
  }

  @Test
  void latestIsTheHighestRevisionWhateverItsNumberAndStatus() {
    // when
    List<String> rows = latest(rollup("a", 2, 0, FINAL));

    // then
    assertThat(rows)
        .isEqualTo(latest(rollup("a", 1, 0, FINAL), rollup("a", 2, 1, CORRECTED)))
        .isNotEqualTo(latest(rollup("a", 1, 0, FINAL)));
  }

  @Test
  void impossibleSequencesOfResultsAreErrors() {
    assertThatThrownBy(() -> finals(rollup("a", 1, 0, FINAL), rollup("a", 1, 1, FINAL)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("two FINAL results");
    assertThatThrownBy(() -> latest(rollup("a", 1, 0, FINAL), rollup("a", 1, 0, FINAL)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not of revision 1");
    assertThatThrownBy(() -> latest(rollup("a", 1, 1, FINAL))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> CanonicalResults.finals(List.of(rollup("a", 1, 0, FINAL)), "no_such_field"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_such_field");
  }

  private static List<String> finals(Rollup... results) {
    return CanonicalResults.finals(List.of(results), "source");
  }

  private static List<String> latest(Rollup... results) {
    return CanonicalResults.latest(List.of(results), "source");
  }
}
