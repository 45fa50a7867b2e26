package io.millrace.runner.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.diff.compare.ResultDifference.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Over random results, each with a few revisions of which some take it back. */
class OutputDiffPropertyTest {

  /** One result: what each revision of it says; a negative number takes it back. */
  record Result(int source, int minute, List<Integer> revisions) {
    String identity() {
      return source + " " + minute;
    }

    boolean stands() {
      return revisions.get(revisions.size() - 1) >= 0;
    }

    List<ResultRow> rows() {
      List<ResultRow> rows = new ArrayList<>();
      for (int i = 0; i < revisions.size(); i++) {
        int value = revisions.get(i);
        String status = value < 0 ? "RETRACTED" : i == 0 ? "FINAL" : "CORRECTED";
        rows.add(
            Rollups.row(
                Rollups.text("m" + source, minute, Math.max(0, value) / 8.0, i, status), i + 1));
      }
      return rows;
    }
  }

  @Provide
  Arbitrary<List<Result>> results() {
    Arbitrary<Integer> values = Arbitraries.integers().between(-1, 40);
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 9),
            values.list().ofMinSize(1).ofMaxSize(3))
        .as(Result::new)
        .list()
        .uniqueElements(Result::identity)
        .ofMaxSize(30);
  }

  private static List<ResultRow> shuffled(List<Result> results, Random random) {
    List<ResultRow> rows =
        new ArrayList<>(results.stream().flatMap(one -> one.rows().stream()).toList());
    Collections.shuffle(rows, random);
    return rows;
  }

  @Property(tries = 200)
  void aResultIsEqualToItselfInWhateverOrderItsLinesAre(
      @ForAll("results") List<Result> results, @ForAll Random random) {
    // When
    OutputDiff diff = Rollups.diff(shuffled(results, random), shuffled(results, random));

    // Then
    assertThat(diff.differences()).isEmpty();
    assertThat(diff.equal()).isEqualTo(results.stream().filter(Result::stands).count());
  }

  @Property(tries = 200)
  void backIsForthWithTheSidesChanged(
      @ForAll("results") List<Result> a, @ForAll("results") List<Result> b, @ForAll Random random) {
    // When
    OutputDiff forth = Rollups.diff(shuffled(a, random), shuffled(b, random));
    OutputDiff back = Rollups.diff(shuffled(b, random), shuffled(a, random));

    // Then
    assertThat(said(back, true)).isEqualTo(said(forth, false));
    assertThat(back.fields()).isEqualTo(forth.fields());
    assertThat(back.equal()).isEqualTo(forth.equal());
  }

  private static List<String> said(OutputDiff diff, boolean mirrored) {
    return diff.differences().stream()
        .map(one -> mirrored ? mirrored(one) : one)
        .map(
            one ->
                one.kind()
                    + one.key()
                    + one.time()
                    + diff.changes(one).stream().map(FieldChange::field).toList())
        .toList();
  }

  private static ResultDifference mirrored(ResultDifference one) {
    return new ResultDifference(one.key(), one.time(), one.standingB(), one.standingA());
  }

  @Property(tries = 200)
  void exactlyWhatWasChangedIsFound(
      @ForAll("results") List<Result> results, @ForAll Random random) {
    // Given B, in which some results are changed, some missing, and some of no minute of A added
    Map<Kind, Set<String>> injected = new TreeMap<>();
    List<Result> b = new ArrayList<>();
    for (Result result : results) {
      int fate = result.stands() ? random.nextInt(4) : 0;
      if (fate == 1) {
        List<Integer> revisions = new ArrayList<>(result.revisions());
        revisions.add(revisions.get(revisions.size() - 1) + 1);
        b.add(new Result(result.source(), result.minute(), revisions));
        note(injected, Kind.CHANGED, result);
      } else if (fate == 2) {
        note(injected, Kind.MISSING, result);
      } else {
        b.add(result);
      }
      if (fate == 3) {
        Result added = new Result(result.source(), result.minute() + 100, List.of(7));
        b.add(added);
        note(injected, Kind.ADDED, added);
      }
    }

    // When
    OutputDiff diff = Rollups.diff(shuffled(results, random), shuffled(b, random));

    // Then
    Map<Kind, Set<String>> found =
        diff.differences().stream()
            .collect(
                Collectors.groupingBy(
                    ResultDifference::kind,
                    TreeMap::new,
                    Collectors.mapping(one -> identity(diff, one), Collectors.toSet())));
    assertThat(found).isEqualTo(injected);
    assertThat(diff.differences())
        .filteredOn(one -> one.kind() == Kind.CHANGED)
        .allSatisfy(
            one ->
                assertThat(diff.changes(one))
                    .extracting(FieldChange::field)
                    .containsExactly("mean"));
    assertThat(diff.differences()).isSortedAccordingTo(ResultDifference.ORDER);
  }

  private static void note(Map<Kind, Set<String>> injected, Kind kind, Result result) {
    injected.computeIfAbsent(kind, absent -> new HashSet<>()).add(result.identity());
  }

  private static String identity(OutputDiff diff, ResultDifference one) {
    String source = diff.identity(one).path("source").asText().substring(1);
    long seconds =
        one.time().orElseThrow().start().getEpochSecond() - Rollups.MIDNIGHT.getEpochSecond();
    return source + " " + seconds / 60;
  }
}
