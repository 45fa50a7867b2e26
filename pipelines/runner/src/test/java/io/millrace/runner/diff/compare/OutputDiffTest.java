package io.millrace.runner.diff.compare;

import static io.millrace.runner.diff.compare.Rollups.MIDNIGHT;
import static io.millrace.runner.diff.compare.Rollups.diff;
import static io.millrace.runner.diff.compare.Rollups.row;
import static io.millrace.runner.diff.compare.Rollups.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Position;
import io.millrace.runner.diff.compare.ResultDifference.Kind;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutputDiffTest {

  @Test
  void eachKindOfDifferenceIsFoundAndTheEarliestIsFirst() {
    // Given
    List<ResultRow> a = List.of(row("m1", 0, 1), row("m1", 1, 2), row("m2", 2, 3), row("m3", 0, 4));
    List<ResultRow> b =
        List.of(row("m3", 0, 4), row("m1", 3, 9), row("m1", 1, 2.5), row("m1", 0, 1));

    // When
    OutputDiff diff = diff(a, b);

    // Then
    assertThat(diff.equal()).isEqualTo(2);
    assertThat(diff.results(Side.A)).isEqualTo(4);
    assertThat(diff.results(Side.B)).isEqualTo(4);
    assertThat(diff.differences())
        .extracting(ResultDifference::kind)
        .containsExactly(Kind.CHANGED, Kind.MISSING, Kind.ADDED);
    ResultDifference first = diff.differences().get(0);
    assertThat(first.time().orElseThrow())
        .hasToString("[2026-01-01T00:01:00Z, 2026-01-01T00:02:00Z)");
    assertThat(diff.changes(first))
        .singleElement()
        .hasToString("FieldChange[field=mean, a=2.0, b=2.5]");
    assertThat(diff.fields()).containsExactly(new FieldSummary("mean", 1, 0.5));
    assertThat(diff.identity(first).path("source").asText()).isEqualTo("m1");
  }

  @Test
  void theHighestRevisionOfAFileStandsWhateverItsStatus() {
    // Given
    List<ResultRow> a =
        List.of(
            row(text("m1", 0, 2, 1, "CORRECTED"), 1), row(text("m1", 0, 1, 0, "PROVISIONAL"), 2));

    // When
    OutputDiff diff = diff(a, List.of(row("m1", 0, 2)));

    // Then
    assertThat(diff.isEqual()).isTrue();
    assertThat(diff.equal()).isEqualTo(1);
  }

  @Test
  void aResultThatWasTakenBackIsNotThere() {
    // Given
    List<ResultRow> a =
        List.of(row(text("m1", 0, 1, 0, "FINAL"), 1), row(text("m1", 0, 1, 1, "RETRACTED"), 2));

    // When
    OutputDiff empty = diff(a, List.of());
    OutputDiff other = diff(List.of(row("m1", 0, 1)), a);

    // Then
    assertThat(empty.isEqual()).isTrue();
    assertThat(other.differences())
        .extracting(ResultDifference::kind)
        .containsExactly(Kind.MISSING);
  }

  @Test
  void inAPartitionWhatWasWrittenLaterStandsForALaterAttemptCountsRevisionsAnew() {
    // Given an attempt that wrote revisions 0 to 2, and failed, and the next one's 1
    List<ResultRow> a =
        List.of(
            inTopic(text("m1", 0, 10, 0, "FINAL"), 0, 7, 100),
            inTopic(text("m1", 0, 11, 1, "CORRECTED"), 0, 8, 101),
            inTopic(text("m1", 0, 12, 2, "CORRECTED"), 0, 9, 102),
            inTopic(text("m1", 0, 13, 1, "CORRECTED"), 0, 12, 103));

    // When
    OutputDiff diff = diff(a, List.of(row("m1", 0, 13)));

    // Then
    assertThat(diff.isEqual()).isTrue();
  }

  @Test
  void whereAKeyMovedToAnotherPartitionTheLaterTimestampStands() {
    // Given
    List<ResultRow> a =
        List.of(
            inTopic(text("m1", 0, 12, 2, "CORRECTED"), 1, 0, 200),
            inTopic(text("m1", 0, 11, 3, "CORRECTED"), 0, 50, 100));

    // When
    OutputDiff diff = diff(a, List.of(row("m1", 0, 12)));

    // Then
    assertThat(diff.isEqual()).isTrue();
  }

  @Test
  void whereEachStandsIsKnown() {
    // When
    OutputDiff diff =
        diff(
            List.of(inTopic(text("m1", 0, 1, 0, "FINAL"), 3, 77, 0)),
            List.of(row(text("m1", 0, 2, 0, "FINAL"), 5)));

    // Then
    ResultDifference only = diff.differences().get(0);
    assertThat(only.at(Side.A).orElseThrow()).hasToString("results-3@77");
    assertThat(only.at(Side.B).orElseThrow()).hasToString("rollup.jsonl:5");
  }

  @Test
  void onlyWindowsWhollyInTheRangeAreCompared() {
    // Given windows of a minute, of which the second half of one lies in the range
    ResultRange range =
        new ResultRange(
            Optional.of(MIDNIGHT.plusSeconds(30)), Optional.of(MIDNIGHT.plusSeconds(180)));

    // When
    OutputDiff diff =
        diff(
            List.of(row("m1", 0, 1), row("m1", 1, 1), row("m1", 2, 1), row("m1", 3, 1)),
            List.of(),
            range,
            RowDifferences.EXACT);

    // Then
    assertThat(diff.differences())
        .extracting(one -> one.time().orElseThrow().start())
        .containsExactly(MIDNIGHT.plusSeconds(60), MIDNIGHT.plusSeconds(120));
  }

  @Test
  void aTableWithARowPerKeyIsHeldAgainstTheLastResultOfEachKey() {
    // Given
    ComparedOutput output = Rollups.outputWithRowPerKey("source", "sensor");
    ResultRange range = new ResultRange(Optional.of(MIDNIGHT.plusSeconds(60)), Optional.empty());
    List<ResultRow> file = List.of(row("m1", 0, 1), row("m1", 1, 2), row("m2", 0, 5));

    // When
    OutputDiff same = diff(output, file, List.of(row("m1", 1, 2)), range, RowDifferences.EXACT);
    OutputDiff other =
        diff(output, file, List.of(row("m1", 2, 2)), ResultRange.ALL, RowDifferences.EXACT);

    // Then
    assertThat(same.isEqual()).isTrue();
    assertThat(other.differences())
        .extracting(ResultDifference::kind)
        .containsExactly(Kind.MISSING, Kind.CHANGED);
    assertThat(other.changes(other.differences().get(1)))
        .extracting(FieldChange::field)
        .containsExactly("window_end", "window_start");
  }

  @Test
  void toleranceAndIgnoredFieldsMakeEqualWhatIsNearEnough() {
    // Given
    List<ResultRow> a = List.of(row("m1", 0, 100), row("m1", 1, 0.5));
    List<ResultRow> b = List.of(row("m1", 0, 101), row("m1", 1, 0.52));

    // When
    OutputDiff percent = diff(a, b, ResultRange.ALL, tolerating("mean", "1%"));
    OutputDiff distance = diff(a, b, ResultRange.ALL, tolerating("mean", "0.02"));
    OutputDiff otherField = diff(a, b, ResultRange.ALL, tolerating("count", "99%"));
    OutputDiff ignoring =
        diff(a, b, ResultRange.ALL, new RowDifferences(Set.of("mean"), Map.of(), Optional.empty()));

    // Then
    assertThat(percent.fields()).extracting(FieldSummary::results).containsExactly(1L);
    assertThat(distance.fields()).extracting(FieldSummary::results).containsExactly(1L);
    assertThat(otherField.fields()).extracting(FieldSummary::results).containsExactly(2L);
    assertThat(ignoring.isEqual()).isTrue();
  }

  @Test
  void aResultWithoutAFieldOfItsKeyIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> diff(List.of(row("{\"source\":\"m1\"}", 4)), List.of()))
        .isInstanceOfSatisfying(
            MillraceException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MISSING_FIELD))
        .hasMessageStartingWith("rollup.jsonl:4: the result has no 'sensor'");
  }

  private static RowDifferences tolerating(String field, String tolerance) {
    return new RowDifferences(
        Set.of(), Map.of(field, Tolerance.parse(tolerance).orElseThrow()), Optional.empty());
  }

  private static ResultRow inTopic(String text, int partition, long offset, long timestamp) {
    return new ResultRow(
        Rollups.fields(text),
        Optional.of(new Position.InTopic("results", partition, offset)),
        timestamp);
  }

  @Test
  void numbersOfAbsurdSizeAreComparedAtOnce() {
    // When
    boolean accepted =
        Tolerance.parse("1%").orElseThrow().accepts(new BigDecimal("1e99999999"), BigDecimal.ONE);

    // Then
    assertThat(accepted).isFalse();
  }
}
