package io.millrace.runner.testing.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.TestDefinition;
import io.millrace.runner.testing.TestResult;
import io.millrace.runner.testing.compare.Comparison;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.DeadLetter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationUpdateTest {
  private static final Subject ROLLUP = new Subject(Kind.OUTPUT, "rollup");
  private static final Subject LATE = new Subject(Kind.LATE, "readings");
  private static final Subject DEAD = new Subject(Kind.DEAD, "readings");
  private static final List<String> KEY = List.of("source", "sensor");

  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  private final Map<Subject, Rows> came =
      new LinkedHashMap<>(
          Map.of(
              ROLLUP, Rows.of(Rollup.getClassSchema(), List.of()),
              LATE, Rows.of(SensorReading.getClassSchema(), List.of()),
              DEAD, Rows.of(DeadLetter.getClassSchema(), List.of())));

  @Test
  void valuesThatDifferAreExchangedWhereTheyStand() {
    // Given
    came("{'source':'a','count':3,'mean':2.5,'max':9.0}");

    // When
    String updated =
        update(
            """
            rollup:   # of the first minute
              # as it should be
              - {source: a,  count: 2, mean: 1.5~1%, max: 9~5%}   # all

            """);

    // Then
    assertThat(updated)
        .isEqualTo(
            """
            rollup:   # of the first minute
              # as it should be
              - {source: a,  count: 3, mean: 2.5~1%, max: 9~5%}   # all

            """);
  }

  @Test
  void rowsThatDoNotComeAnyMoreGoAndNewOnesNameTheSameFields() {
    // Given
    came("{'source':'b','count':1,'mean':7.0}", "{'source':'d','count':4,'mean':1.0}");

    // When
    String updated =
        update(
            """
            rollup:
              - source: a
                count: 1     # gone
              # stays
              - source: b
                count: 1
              - {source: c, count: 1}
            late: {readings: 0}   # none
            """);

    // Then
    assertThat(updated)
        .isEqualTo(
            """
            rollup:
              - {source: d, count: 4}     # gone
              # stays
              - source: b
                count: 1
            late: {readings: 0}   # none
            """);
  }

  @Test
  void furtherRowsAreAddedBelow() {
    // Given
    came("{'source':'a','count':1}", "{'source':'b','count':2}", "{'source':'null','count':3}");

    // When
    String updated = update("rollup:\n  - {source: a}   # first\ndead: {readings: 0}\n");

    // Then
    assertThat(updated)
        .isEqualTo(
            "rollup:\n  - {source: a}   # first\n  - {source: b}\n  - {source: \"null\"}\n"
                + "dead: {readings: 0}\n");
  }

  @Test
  void nothingIsWrittenAsNothing() {
    assertThat(update("rollup:\n  - {source: a}\n  - {source: b}   # b\nlate: {readings: 0}\n"))
        .isEqualTo("rollup: []   # b\nlate: {readings: 0}\n");
  }

  @Test
  void whereNothingWasRowsComeWithAllTheirFields() {
    // Given
    came("{'source':'a','count':1,'min':-0.5}");

    // Then
    assertThat(update("rollup: []  # soon\n"))
        .isEqualTo("rollup:\n  - {source: a, count: 1, min: -0.5}  # soon\n");
    assertThat(update("rollup:\n")).isEqualTo("rollup:\n  - {source: a, count: 1, min: -0.5}\n");
    assertThat(update("rollup:   # soon\nlate: {readings: 0}\n"))
        .contains("  - {source: a, count: 1, min: -0.5}");
  }

  @Test
  void listsWithinBracketsStayThere() {
    // Given
    came.put(
        LATE,
        Rows.of(
            SensorReading.getClassSchema(),
            List.of("{\"source\":\"a\"}", "{\"source\":\"x: y\"}")));

    // When
    String updated = update("late: {readings: [{source: b}, { source: a }]}   # late\n");

    // Then
    assertThat(updated)
        .isEqualTo("late: {readings: [{ source: a }, {source: \"x: y\"}]}   # late\n");
  }

  @Test
  void countsAreExchanged() {
    // Given
    came.put(DEAD, Rows.of(DeadLetter.getClassSchema(), List.of("{\"error\":\"MALFORMED\"}")));

    // Then
    assertThat(update("dead: {readings: 0}  # none\n")).isEqualTo("dead: {readings: 1}  # none\n");
  }

  @Test
  void whatNoRowsSaysIsNotOverruled() {
    // Given
    came("{'source':'a'}");

    // Then
    assertThat(update("no_rows: [rollup]\n")).isEqualTo("no_rows: [rollup]\n");
  }

  @Test
  void aTestThatExpectsNothingYetIsFilled() {
    // Given
    came("{'source':'a','count':1}");
    came.put(DEAD, Rows.of(DeadLetter.getClassSchema(), List.of("{\"error\":\"MALFORMED\"}")));
    String text = definition("").replace("    expect:\n", "") + "# the end\n";

    // When
    String updated = ExpectationUpdate.apply(text, results(text));

    // Then
    assertThat(updated)
        .isEqualTo(
            text.replace(
                "given: []   # nothing\n",
                """
                given: []   # nothing
                    expect:
                      rollup:
                        - {source: a, count: 1}
                      dead: {readings: 1}
                """));
  }

  @Test
  void exactRowsAreGivenTheFieldsThatTheyDoNotName() {
    // Given
    came("{'source':'a','count':1,'min':2.0}");
    String text = definition("rollup:\n  - {source: a}\n") + "    exact: true\n";

    // When
    String updated = ExpectationUpdate.apply(text, results(text));

    // Then
    assertThat(updated).isEqualTo(text.replace("{source: a}", "{source: a, count: 1, min: 2.0}"));
  }

  @Test
  void aRowThatIsNoListBecomesOneWhenThereAreMore() {
    // Given
    came("{'source':'a','count':1}", "{'source':'b','count':2}");

    // When
    String updated = update("rollup:\n  source: a   # alone\n  count: 1~5%\n");

    // Then
    assertThat(updated)
        .isEqualTo("rollup:\n  - {source: a, count: 1~5%}\n  - {source: b, count: 2}\n");
  }

  @Test
  void linesEndAsTheyDoInTheFile() {
    // Given
    came("{'source':'a'}", "{'source':'ü'}");
    String text = definition("rollup:\n  - {source: a}   # 🙂\n").replace("\n", "\r\n");

    // When
    String updated = ExpectationUpdate.apply(text, results(text));

    // Then
    assertThat(updated)
        .isEqualTo(text.replace("# 🙂\r\n", "# 🙂\r\n        - {source: \"ü\"}\r\n"));
  }

  /** Updates expectations, and makes sure that the test then passes and that twice is once. */
  private String update(String expect) {
    String text = definition(expect);
    String updated = ExpectationUpdate.apply(text, results(text));
    if (!expect.startsWith("no_rows")) {
      assertThat(results(updated)).as(updated).allMatch(TestResult::passed);
    }
    assertThat(ExpectationUpdate.apply(updated, results(updated))).isEqualTo(updated);
    String head = definition("");
    assertThat(updated).startsWith(head);
    return updated.substring(head.length()).indent(-6);
  }

  private static String definition(String expect) {
    return """
    version: 1
    pipeline: a/b    # 🙂 a comment
    uses: industrial/rollup

    tests:
      - name: it   # the one
        given: []   # nothing
        expect:
    """
        + expect.indent(6);
  }

  private List<TestResult> results(String text) {
    Definition definition = reader.read("m.yaml", text, Map.of());
    TestDefinition test = definition.tests().get(0);
    List<Difference> differences =
        test.expected().stream()
            .map(
                one ->
                    Comparison.of(
                        one,
                        came.get(one.subject()),
                        one.subject().kind() == Kind.OUTPUT ? KEY : List.of(),
                        test.exact()))
            .flatMap(Optional::stream)
            .toList();
    Optional<String> failure =
        test.expected().isEmpty() ? Optional.of("expects nothing") : Optional.empty();
    return List.of(new TestResult(test, failure, differences, came));
  }

  private void came(String... rows) {
    came.put(
        ROLLUP,
        Rows.of(
            Rollup.getClassSchema(),
            Arrays.stream(rows).map(row -> row.replace('\'', '"')).toList()));
  }
}
