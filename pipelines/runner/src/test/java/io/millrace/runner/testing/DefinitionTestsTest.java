package io.millrace.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.testing.report.FileResult;
import io.millrace.runner.testing.report.TextReport;
import io.millrace.runner.yaml.RefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DefinitionTestsTest {
  private static final DefinitionTests TESTS = new DefinitionTests();

  private static final DefinitionReader READER =
      new DefinitionReader(Catalog.shipped(), DefinitionTestsTest.class.getClassLoader());

  private static final String ONE_LINE =
      """
      version: 1
      pipeline: plant/minutes
      uses: industrial/rollup
      inputs:
        readings:
          time: {out-of-orderness: 5s, lateness: 1m}
          deduplicate: {by: [source, sequence]}
      parameters: {windows: [1m]}
      tests:
        - name: it
          defaults: {readings: {source: m, sensor: t, value: 1}}
          given:
      %s
          expect:
      %s
      """;

  private static final String TWO_LINES =
      """
      version: 1
      pipeline: plant/lines
      java: io.millrace.runner.testing.TwoLinesPipeline
      inputs:
        left: {schema: industrial.SensorReading, time: {field: event_time}}
        right: {schema: industrial.SensorReading, time: {field: event_time}}
      outputs:
        rollup: {key: [source]}
      parameters: {windows: [1m]}
      tests:
        - name: it
          defaults:
            left: {source: l, sensor: t, value: 1}
            right: {source: r, sensor: t, value: 1}
          given:
      %s
          expect:
      %s
      """;

  private static final String FAILING =
      """
      version: 1
      pipeline: plant/fails
      java: io.millrace.runner.testing.FailingPipeline
      inputs:
        readings: {schema: industrial.SensorReading, time: {field: event_time}}
      outputs:
        rollup: {key: [source]}
      tests:
        - name: it
          given:
            - readings: {source: m, sensor: t, event_time: 2026-01-01T00:00:00Z}
            - restart: true
          expect: {rollup: []}
      """;

  @AfterAll
  static void stopFlink() {
    TESTS.close();
  }

  @Test
  void theTestsOfEveryShippedDefinitionPass() {
    // Given
    assertThat(READER.find("industrial/rollup", Map.of()).tests()).isNotEmpty();

    for (String name : Catalog.shipped().names()) {
      // When
      List<TestResult> results = TESTS.run(READER.find(name, Map.of()));

      // Then
      assertThat(said(results)).as(name).isEmpty();
    }
  }

  @Test
  void aWindowIsOpenUntilTheWatermarkPassesItsEnd() {
    // When time was seen up to 1 ms before the end of the minute and what may come out of order
    TestResult result =
        run(
            ONE_LINE,
            """
            - readings: {event_time: 2026-01-01T00:00:10Z}
            - advance: {readings: 2026-01-01T00:01:04.999Z}
            """,
            "rollup: []");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void aWindowClosesAtTheVeryMillisecond() {
    // When
    TestResult result =
        run(
            ONE_LINE,
            """
            - readings: {event_time: 2026-01-01T00:00:10Z}
            - advance: {readings: 2026-01-01T00:01:05Z}
            """,
            "rollup: [{count: 1}]");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void duplicatesAreDroppedAndTheyStaySoOverARestart() {
    // When
    TestResult result =
        run(
            ONE_LINE,
            """
            - readings: {event_time: 2026-01-01T00:00:10Z, sequence: 1}
            - restart: true
            - readings: {event_time: 2026-01-01T00:00:10Z, sequence: 1}
            - readings: {event_time: 2026-01-01T00:00:20Z, sequence: 2}
            - restart: true
            - end: true
            """,
            "rollup: [{count: 2}]");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void oneInputHoldsTheOtherBack() {
    // When
    TestResult result =
        run(
            TWO_LINES,
            """
            - left: {event_time: 2026-01-01T00:00:10Z}
            - advance: {left: 2026-01-01T00:02:00Z}
            - advance: {right: 2026-01-01T00:00:59Z}
            """,
            "no_rows: rollup");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void anIdleInputHoldsNothingBackUntilSomethingHappensThere() {
    // When
    TestResult result =
        run(
            TWO_LINES,
            """
            - left: {event_time: 2026-01-01T00:00:10Z}
            - advance: {left: 2026-01-01T00:01:00Z}
            - idle: right
            - right: {event_time: 2026-01-01T00:01:10Z}
            - left: {event_time: 2026-01-01T00:01:20Z}
            - advance: {left: 2026-01-01T00:09:00Z}
            """,
            "rollup: [{source: l, window_end: 2026-01-01T00:01:00Z}]");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void theEndOfAllInputsClosesEveryWindowAlsoOfIdleOnes() {
    // When
    TestResult result =
        run(
            TWO_LINES,
            """
            - left: {event_time: 2026-01-01T00:00:10Z}
            - right: {event_time: 2026-01-01T00:05:10Z}
            - idle: [left, right]
            - end: true
            """,
            "rollup: [{source: r}, {source: l}]");

    // Then
    assertThat(said(List.of(result))).isEmpty();
  }

  @Test
  void whatDiffersIsSaidWithItsPlace() {
    // When
    TestResult result =
        run(
            ONE_LINE,
            """
            - readings: [{event_time: 2026-01-01T00:00:10Z}, {event_time: 2026-01-01T00:01:10Z}]
            - malformed: {readings: what}
            - end: true
            """,
            """
            rollup:
              - {source: m, window_start: 2026-01-01T00:00:00Z, count: 2, mean: 1.05~1%}
            late: {readings: [{source: m}]}
            dead: {readings: 2}
            """);

    // Then
    assertThat(result.passed()).isFalse();
    assertThat(said(List.of(result)))
        .containsExactly(
            "m.yaml:17:7: output 'rollup': expected 1 row, got 2",
            "  missing    {source: m, window_start: 2026-01-01T00:00:00Z, count: 2, mean:"
                + " 1.05~1%}  (m.yaml:18:11)",
            "  nearest    {source: m, window_start: 2026-01-01T00:00:00Z, count: 1, mean: 1.0}",
            "    count: expected 2, got 1",
            "    mean: expected 1.05~1%, got 1.0",
            "  unexpected {source: m, window_start: 2026-01-01T00:01:00Z, count: 1, mean: 1.0}",
            "m.yaml:19:14: late of 'readings': expected 1 row, got 0",
            "  missing    {source: m}  (m.yaml:19:25)",
            "m.yaml:20:14: dead of 'readings': expected 2 rows, got 1",
            "  got        {error: MALFORMED, value: what}");
  }

  @Test
  void aPipelineThatFailsIsAFailureOfTheTestWithItsReason() {
    // When
    TestResult result = TESTS.run(READER.read("m.yaml", FAILING, Map.of())).get(0);

    // Then
    assertThat(result.failure())
        .contains("plant/fails failed: IllegalStateException: no reading is good enough");
    assertThat(result.passed()).isFalse();
  }

  @Test
  void aFieldThatResultsDoNotHaveIsRefusedBeforeAnythingRuns() {
    // When
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> run(ONE_LINE, "- end: true", "rollup: [{cuont: 1}, {maen: 1}]"));

    // Then
    assertThat(refused.getMessage().lines())
        .containsExactly(
            "m.yaml:15:17: UNKNOWN_NAME industrial.Rollup has no field 'cuont'; did you mean"
                + " 'count'?",
            "m.yaml:15:29: UNKNOWN_NAME industrial.Rollup has no field 'maen'; did you mean"
                + " 'mean'?");
  }

  @Test
  void aTestThatExpectsNothingFails() {
    // When
    TestResult result = run(ONE_LINE, "- end: true", "");

    // Then
    assertThat(result.failure())
        .hasValueSatisfying(why -> assertThat(why).contains("expects nothing"));
  }

  @Test
  void allThatCameIsKnownOfEachOutputAndInput() {
    // When
    TestResult result =
        run(ONE_LINE, "- readings: {event_time: 2026-01-01T00:00:10Z}\n- end: true", "rollup: 1");

    // Then
    assertThat(result.passed()).isTrue();
    assertThat(result.came().get(new Subject(Kind.OUTPUT, "rollup")).rows()).hasSize(1);
    assertThat(result.came().get(new Subject(Kind.LATE, "readings")).rows()).isEmpty();
  }

  private static TestResult run(String definition, String given, String expect) {
    String text =
        definition.formatted(given.indent(6).stripTrailing(), expect.indent(6).stripTrailing());
    return TESTS.run(READER.read("m.yaml", text, Map.of())).get(0);
  }

  /** What is said below the failed tests. */
  private static List<String> said(List<TestResult> results) {
    StringWriter text = new StringWriter();
    FileResult file = new FileResult("m.yaml", results, Optional.empty(), Set.of());
    new TextReport(new PrintWriter(text)).file(file);
    return text.toString()
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();
  }
}
