package io.millrace.runner.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.definition.Expectation;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.testing.compare.Difference.Missing;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Row", "fields": [
                {"name": "id", "type": "string"},
                {"name": "n", "type": ["null", "double"], "default": null},
                {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}], "default": null},
                {"name": "inner", "type": ["null", {"type": "record", "name": "Inner", "fields": [
                  {"name": "x", "type": "float"}, {"name": "y", "type": "int"}]}], "default": null},
                {"name": "tags", "type": {"type": "map", "values": "long"}, "default": {}},
                {"name": "list", "type": {"type": "array", "items": "int"}, "default": []}]}
              """);

  @Test
  void rowsMatchInAnyOrderOnTheFieldsThatTheyName() {
    assertThat(compare("[{id: b}, {id: a}]", "{'id':'a','n':1.0}", "{'id':'b','n':2.0}")).isEmpty();
  }

  @Test
  void eachExpectedRowTakesOneRowSoThatAsManyAsPossibleFindOne() {
    // Given the first expected row would do with either
    String expected = "[{id: a}, {id: a, n: 1}]";

    // When
    Optional<Difference> difference = compare(expected, "{'id':'a','n':1.0}", "{'id':'a','n':2.0}");

    // Then
    assertThat(difference).isEmpty();
  }

  @Test
  void twoOfTheSameAreTwoRows() {
    // When
    Difference difference = compare("[{id: a}, {id: a}]", "{'id':'a'}").orElseThrow();

    // Then
    assertThat(difference.missing()).extracting(Missing::position).containsExactly(1);
    assertThat(difference.unexpected()).isEmpty();
  }

  @Test
  void aMissingRowIsHeldAgainstTheNearestOfItsKey() {
    // When
    Difference difference =
        compare(
                "[{id: a, n: 1, list: [1]}, {id: c, n: 9}]",
                "{'id':'b','n':1.0,'list':[1]}",
                "{'id':'a','n':5.0,'list':[2]}",
                "{'id':'a','n':5.0,'list':[1]}")
            .orElseThrow();

    // Then
    Missing first = difference.missing().get(0);
    assertThat(first.nearest().orElseThrow().position()).isEqualTo(2);
    assertThat(first.nearest().orElseThrow().fields())
        .extracting(FieldDifference::toString)
        .containsExactly("n: expected 1, got 5.0");
    assertThat(difference.missing().get(1).nearest()).isEmpty();
    assertThat(difference.unexpected()).containsExactly(0, 1);
  }

  @Test
  void valuesCompareByWhatTheyAre() {
    assertThat(same("n: 1", "'n':1.0")).isTrue();
    assertThat(same("n: 0.1000000000000000055", "'n':0.1")).isTrue();
    assertThat(same("n: null", "'n':null")).isTrue();
    assertThat(same("n: 0", "'n':null")).isFalse();
    assertThat(same("n: null", "'n':0.0")).isFalse();
    assertThat(same("at: 2026-01-01T01:00:00+01:00", "'at':'2026-01-01T00:00:00Z'")).isTrue();
    assertThat(same("at: 2026-01-01 00:00:00.000Z", "'at':'2026-01-01T00:00:00Z'")).isTrue();
    assertThat(same("at: 2026-01-01T00:00:01Z", "'at':'2026-01-01T00:00:00Z'")).isFalse();
    assertThat(same("id: '7'", "'id':'7'")).isTrue();
    assertThat(same("inner: {x: 0.1}", "'inner':{'x':0.1,'y':2}")).isTrue();
    assertThat(same("inner: null", "'inner':{'x':0.1,'y':2}")).isFalse();
    assertThat(same("inner: {x: 0.1}", "'inner':null")).isFalse();
    assertThat(same("tags: {a: 1}", "'tags':{'a':1}")).isTrue();
    assertThat(same("tags: {a: 1}", "'tags':{'a':1,'b':2}")).isFalse();
    assertThat(same("tags: {a: 1~5%}", "'tags':{'b':1}")).isFalse();
    assertThat(same("list: [1, 2]", "'list':[1,2]")).isTrue();
    assertThat(same("list: [2, 1]", "'list':[1,2]")).isFalse();
    assertThat(same("list: []", "'list':[1]")).isFalse();
  }

  @Test
  void whatDiffersInsideOfARecordIsNamedByItsPath() {
    // When
    Difference difference =
        compare("[{id: a, inner: {x: 1, y: 2}}]", "{'id':'a','inner':{'x':1.0,'y':3}}")
            .orElseThrow();

    // Then
    assertThat(difference.missing().get(0).nearest().orElseThrow().fields())
        .extracting(FieldDifference::toString)
        .containsExactly("inner.y: expected 2, got 3");
  }

  @Test
  void exactRowsNameAllFields() {
    // Given
    Rows came = rows("{'id':'a','n':1.0,'at':null}");

    // When
    Difference difference =
        Comparison.of(expectation("[{id: a, n: 1}]"), came, List.of("id"), true).orElseThrow();

    // Then
    assertThat(difference.missing().get(0).nearest().orElseThrow().fields())
        .extracting(FieldDifference::toString)
        .containsExactly("at: expected to be named, got null");
  }

  @Test
  void noRowsMeansNone() {
    assertThat(compare("[]")).isEmpty();
    assertThat(compare("[]", "{'id':'a'}").orElseThrow().unexpected()).containsExactly(0);
  }

  @Test
  void aCountIsComparedAsACount() {
    // Given
    Expectation two = new Expectation(subject(), place(), Optional.of(2L), Optional.empty());

    // When
    Optional<Difference> one = Comparison.of(two, rows("{'id':'a'}"), List.of(), false);
    Optional<Difference> both =
        Comparison.of(two, rows("{'id':'a'}", "{'id':'a'}"), List.of(), false);

    // Then
    assertThat(one).isPresent();
    assertThat(both).isEmpty();
  }

  private static boolean same(String expected, String actual) {
    return compare("[{" + expected + "}]", "{" + actual + "}").isEmpty();
  }

  private static Optional<Difference> compare(String expected, String... came) {
    return Comparison.of(expectation(expected), rows(came), List.of("id"), false);
  }

  private static Expectation expectation(String rows) {
    List<Mapping> expected = new ArrayList<>();
    Mapping whole = YamlText.read("m.yaml", "rows: " + rows, new ArrayList<>()).orElseThrow();
    ((Sequence) whole.values().get("rows")).items().forEach(row -> expected.add((Mapping) row));
    return new Expectation(subject(), place(), Optional.empty(), Optional.of(expected));
  }

  private static Subject subject() {
    return new Subject(Kind.OUTPUT, "out");
  }

  private static Place place() {
    return new Place("m.yaml", 1, 1);
  }

  private static Rows rows(String... rows) {
    List<String> texts = new ArrayList<>();
    for (String row : rows) {
      texts.add(row.replace('\'', '"'));
    }
    return Rows.of(SCHEMA, texts);
  }
}
