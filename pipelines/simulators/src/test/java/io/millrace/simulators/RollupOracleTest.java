package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulators.PlantSettings.FaultRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RollupOracleTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final PlantSettings PLANT =
      PlantSettings.small(START)
          .withSize(2, 2, Duration.ofMillis(500), Duration.ofMinutes(2))
          .withFaults(FaultRates.SOME);

  @Property(tries = 20)
  void whatAPipelineMakesOfAllReadingsIsGoodInTopicAndTable(@ForAll long seed) {
    // Given
    List<Reading> readings = readings(seed);
    RollupOracle oracle = oracle(readings);
    List<RollupResult> results = Results.of(readings, WINDOW);

    // When
    Verdict verdict = oracle.judgeTopic(results, Instant.MAX);

    // Then
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.expected()).isEqualTo(results.size());
    assertThat(oracle.judgeTable(results, Instant.MAX).isGood()).isTrue();
  }

  @Property(tries = 50)
  void aSingleReadingThatIsDroppedOrDoubledIsFound(
      @ForAll long seed, @ForAll @IntRange(max = 900) int victim, @ForAll boolean doubled) {
    // Given
    List<Reading> readings = readings(seed);
    List<Reading> processed = new ArrayList<>(readings);
    if (doubled) {
      processed.add(readings.get(victim));
    } else {
      processed.remove(victim);
    }

    // When
    Verdict verdict = oracle(readings).judgeTopic(Results.of(processed, WINDOW), Instant.MAX);

    // Then
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.problems()).singleElement().asString().contains("count is");
    assertThat(verdict.right()).isEqualTo(verdict.expected() - 1);
  }

  @Example
  void aResultThatIsMissingDoubledInventedOrSkippedIsFound() {
    // Given
    List<Reading> readings = readings(1);
    RollupOracle oracle = oracle(readings);
    List<RollupResult> results = Results.of(readings, WINDOW);
    RollupResult first = results.get(0);
    List<RollupResult> missing = results.subList(1, results.size());
    Reading foreign = new Reading("elsewhere", "sensor-1", 0, 1, 0, 1L);

    // Then
    assertThat(problems(oracle, missing)).containsExactly("lost: " + first.key());
    assertThat(problems(oracle, with(results, first)))
        .containsExactly("doubled: " + first.key() + " revision 0");
    assertThat(problems(oracle, with(results, Results.of(List.of(foreign), WINDOW).get(0))))
        .containsExactly(
            "invented: elsewhere/sensor-1 [1970-01-01T00:00:00Z, 1970-01-01T00:00:10Z)");
    assertThat(problems(oracle, with(results, revised(first, 2))))
        .containsExactly("lost: " + first.key() + " has only revisions [0, 2]");
    assertThat(problems(oracle, with(results, revised(first, 1)))).isEmpty();
    assertThat(oracle.judgeTable(with(results, revised(first, 1)), Instant.MAX).problems())
        .containsExactly("doubled: " + first.key());
  }

  @Example
  void windowsThatEndLaterNeedNotBeThereYet() {
    // Given
    List<Reading> readings = readings(1);
    RollupOracle oracle = oracle(readings);
    Instant until = START.plusSeconds(60);
    List<RollupResult> results =
        Results.of(readings, WINDOW).stream()
            .filter(result -> !result.key().end().isAfter(until))
            .toList();

    // When
    Verdict verdict = oracle.judgeTopic(results, until);

    // Then
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.expected()).isEqualTo(6 * 4);
    assertThat(oracle.judgeTopic(results, Instant.MAX).isGood()).isFalse();
  }

  @Example
  void everyColumnIsCompared() {
    // Given
    List<Reading> members = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      members.add(new Reading("m", "s", i, i, 0, (long) i));
    }
    ExpectedRollup expected = new ExpectedRollup();
    members.forEach(expected::add);
    RollupResult right = Results.of(members, WINDOW).get(0);

    // Then
    assertThat(expected.mean()).isEqualTo(100.5);
    assertThat(expected.deviation()).isEqualTo(Math.sqrt((200.0 * 200 - 1) / 12));
    assertThat(expected.difference(right)).isEmpty();
    RollupResult wrong =
        new RollupResult(
            right.key(), 200, 1.1, 200.1, 100.5 + 1e-6, 57, 2, 199, 103, 195, 202, 0, "FINAL");
    assertThat(expected.difference(wrong).orElseThrow().split("; "))
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("min is 1.1, expected 1.0"),
            text -> assertThat(text).startsWith("max is 200.1"),
            text -> assertThat(text).startsWith("mean is"),
            text -> assertThat(text).startsWith("stddev is 57.0"),
            text -> assertThat(text).startsWith("first is 2.0"),
            text -> assertThat(text).startsWith("last is 199.0"),
            text -> assertThat(text).isEqualTo("p50 is 103.0, expected 100.0 within 1 %"),
            text -> assertThat(text).startsWith("p95 is 195.0"),
            text -> assertThat(text).startsWith("p99 is 202.0"));
  }

  @Example
  void nothingAtAllIsNotGood() {
    // When
    Verdict verdict = new RollupOracle(List.of(WINDOW)).judgeTopic(List.of(), Instant.MAX);

    // Then
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict).hasToString("BAD: 0 of 0 results right");
  }

  private static List<Reading> readings(long seed) {
    ReadingLedger ledger = new ReadingLedger(Optional.of(Duration.ofMinutes(1)), Set.of());
    new PlantSimulator(seed, PLANT)
        .forEachRemaining(record -> ledger.add(record.value(), record.due().toEpochMilli()));
    return ledger.processed();
  }

  private static RollupOracle oracle(List<Reading> readings) {
    RollupOracle oracle = new RollupOracle(List.of(WINDOW));
    readings.forEach(oracle::add);
    return oracle;
  }

  private static List<String> problems(RollupOracle oracle, List<RollupResult> results) {
    return oracle.judgeTopic(results, Instant.MAX).problems();
  }

  private static List<RollupResult> with(List<RollupResult> results, RollupResult further) {
    List<RollupResult> all = new ArrayList<>(results);
    all.add(further);
    return all;
  }

  private static RollupResult revised(RollupResult result, int revision) {
    return new RollupResult(
        result.key(),
        result.count(),
        result.min(),
        result.max(),
        result.mean(),
        result.stddev(),
        result.first(),
        result.last(),
        result.p50(),
        result.p95(),
        result.p99(),
        revision,
        "CORRECTED");
  }
}
