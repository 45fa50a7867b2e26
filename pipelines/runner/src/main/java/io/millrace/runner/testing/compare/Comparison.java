package io.millrace.runner.testing.compare;

import io.millrace.runner.definition.Expectation;
import io.millrace.runner.testing.compare.Difference.Missing;
import io.millrace.runner.testing.compare.Difference.Nearest;
import io.millrace.runner.yaml.Node.Mapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares the rows that came with those that were expected, in any order. Each expected row takes
 * one that came, so that as many as possible find one; the others are held against what is left.
 */
public final class Comparison {
  private static final int NONE = -1;

  private final List<Mapping> expected;
  private final Collection<String> key;
  private final List<List<List<FieldDifference>>> differences = new ArrayList<>();

  /** By position of a row that came: the expected row that has taken it. */
  private final int[] takers;

  private Comparison(List<Mapping> expected, Rows actual, Collection<String> key, boolean exact) {
    this.expected = expected;
    this.key = key;
    RowComparison rows = new RowComparison(actual.schema(), exact);
    for (Mapping row : expected) {
      differences.add(actual.rows().stream().map(one -> rows.differences(row, one)).toList());
    }
    takers = new int[actual.rows().size()];
    Arrays.fill(takers, NONE);
    for (int row = 0; row < expected.size(); row++) {
      take(row, new boolean[takers.length]);
    }
  }

  /**
   * Compares.
   *
   * @param key fields that tell what a row is about: no row is near one that is about another thing
   * @param exact whether expected rows have to name all fields
   * @return empty if all is as expected
   */
  public static Optional<Difference> of(
      Expectation expectation, Rows actual, Collection<String> key, boolean exact) {
    if (expectation.rows().isEmpty()) {
      long came = actual.rows().size();
      return expectation.count().filter(count -> count == came).isPresent()
          ? Optional.empty()
          : Optional.of(new Difference(expectation, actual, List.of(), new TreeSet<>(), exact));
    }
    Difference difference =
        new Comparison(expectation.rows().get(), actual, key, exact)
            .difference(expectation, actual, exact);
    return difference.missing().isEmpty() && difference.unexpected().isEmpty()
        ? Optional.empty()
        : Optional.of(difference);
  }

  /**
   * Finds a row for an expected one, if need be by letting another expected row take a different
   * one (augmenting paths: a maximum matching).
   */
  private boolean take(int row, boolean[] visited) {
    for (int came = 0; came < takers.length; came++) {
      if (!visited[came] && differences.get(row).get(came).isEmpty()) {
        visited[came] = true;
        if (takers[came] == NONE || take(takers[came], visited)) {
          takers[came] = row;
          return true;
        }
      }
    }
    return false;
  }

  private Difference difference(Expectation expectation, Rows actual, boolean exact) {
    SortedSet<Integer> left = new TreeSet<>();
    SortedSet<Integer> missing = new TreeSet<>();
    for (int row = 0; row < expected.size(); row++) {
      missing.add(row);
    }
    for (int came = 0; came < takers.length; came++) {
      if (takers[came] == NONE) {
        left.add(came);
      } else {
        missing.remove(takers[came]);
      }
    }
    Map<Integer, Nearest> nearest = nearest(missing, left, actual);
    List<Missing> described =
        missing.stream()
            .map(row -> new Missing(row, expected.get(row), Optional.ofNullable(nearest.get(row))))
            .toList();
    return new Difference(expectation, actual, described, left, exact);
  }

  /** Pairs missing rows with what is left, the most similar first, and takes those from it. */
  private Map<Integer, Nearest> nearest(
      SortedSet<Integer> missing, SortedSet<Integer> left, Rows actual) {
    record Pair(int row, int came, int distance) {}
    List<Pair> pairs = new ArrayList<>();
    for (int row : missing) {
      for (int came : left) {
        List<FieldDifference> fields = differences.get(row).get(came);
        if (isNear(expected.get(row), fields)) {
          pairs.add(new Pair(row, came, fields.size()));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::distance));
    Map<Integer, Nearest> nearest = new HashMap<>();
    for (Pair pair : pairs) {
      if (!nearest.containsKey(pair.row()) && left.remove(pair.came())) {
        List<FieldDifference> fields = differences.get(pair.row()).get(pair.came());
        nearest.put(pair.row(), new Nearest(pair.came(), actual.rows().get(pair.came()), fields));
      }
    }
    return nearest;
  }

  private boolean isNear(Mapping row, List<FieldDifference> differences) {
    long wrong = differences.stream().filter(field -> field.expected().isPresent()).count();
    return wrong < row.values().size()
        && differences.stream()
            .noneMatch(field -> field.expected().isPresent() && key.contains(field.field()));
  }
}
