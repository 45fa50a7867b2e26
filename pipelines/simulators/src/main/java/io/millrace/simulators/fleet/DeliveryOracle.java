package io.millrace.simulators.fleet;

import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.Revisions;
import io.millrace.simulators.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;

/**
 * Judges what platform/delivery made of a fleet: every gap, copy, silence and wrong clock that was
 * injected has to be found, and nothing else. A wrong clock has to be found in windows that have no
 * reading of the right one, and may be in those that have both.
 */
public final class DeliveryOracle {
  /** Fewer readings tell nothing of a clock that is behind: they may just have come late. */
  private static final long TELLING = 5;

  private final FleetTruth truth;
  private final List<String> problems;
  private final Map<String, GenericRecord> rows = new TreeMap<>();
  private long expected;
  private long right;

  private DeliveryOracle(FleetTruth truth, Revisions<String, GenericRecord> results) {
    this.truth = truth;
    this.problems = new ArrayList<>(results.problems());
    results
        .latest()
        .forEach(
            (cell, row) -> {
              if (!ResultRecords.isRetracted(row)) {
                rows.put(cell, row);
              }
            });
  }

  /**
   * Judges a topic of results.
   *
   * @param silentAfter of the pipeline
   * @param sent how many readings and copies of some were sent
   */
  public static Verdict judge(
      FleetTruth truth, Duration silentAfter, long sent, Collection<GenericRecord> results) {
    DeliveryOracle oracle =
        new DeliveryOracle(truth, Revisions.of(results, row -> cell(truth, row)));
    oracle.compare(
        "records",
        Map.of("all sources", sent),
        Map.of("all sources", oracle.sum("events") + oracle.sum("duplicates")));
    oracle.compare("gaps", truth.amounts(Kind.GAP), oracle.amounts("gaps", cell -> cell));
    // When those of a clock that is too far ahead arrive only the plan is known, and not the
    // window.
    Set<String> clamped = truth.clamped();
    Function<String, String> place = cell -> clamped.contains(source(cell)) ? source(cell) : cell;
    Map<String, Long> copies = new TreeMap<>();
    truth
        .amounts(Kind.DUPLICATE)
        .forEach((cell, amount) -> copies.merge(place.apply(cell), amount, Long::sum));
    oracle.compare("duplicates", copies, oracle.amounts("duplicates", place));
    Set<String> silent = oracle.cells(row -> (Boolean) row.get("silent"));
    Set<String> silences = truth.silences(silentAfter);
    oracle.compare("silent", silences, silences, silent);
    double telling = truth.settings().outOfOrderness().toMillis() / 1e3;
    oracle.compareClocks(Kind.CLOCK_AHEAD, row -> skew(row) > telling);
    oracle.compareClocks(
        Kind.CLOCK_BEHIND, row -> skew(row) < -telling && (Long) row.get("events") >= TELLING);
    return new Verdict(oracle.expected, oracle.right, oracle.problems);
  }

  private static String cell(FleetTruth truth, GenericRecord row) {
    return truth.cell(ResultRecords.text(row, "source"), ResultRecords.time(row, "window_start"));
  }

  private static String source(String cell) {
    return cell.substring(0, cell.lastIndexOf(' '));
  }

  private static double skew(GenericRecord row) {
    Double skew = (Double) row.get("clock_skew");
    return skew == null ? 0 : skew;
  }

  private long sum(String column) {
    return rows.values().stream()
        .map(row -> (Long) row.get(column))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  private Map<String, Long> amounts(String column, Function<String, String> key) {
    Map<String, Long> amounts = new TreeMap<>();
    rows.forEach(
        (cell, row) -> {
          Long amount = (Long) row.get(column);
          if (amount != null && amount > 0) {
            amounts.merge(key.apply(cell), amount, Long::sum);
          }
        });
    return amounts;
  }

  private Set<String> cells(Predicate<GenericRecord> wanted) {
    Set<String> cells = new TreeSet<>();
    rows.forEach(
        (cell, row) -> {
          if (wanted.test(row)) {
            cells.add(cell);
          }
        });
    return cells;
  }

  private void compareClocks(Kind kind, Predicate<GenericRecord> wrong) {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    compare(what, truth.skewed(kind), truth.perhapsSkewed(kind), cells(wrong));
  }

  private void compare(String what, Map<String, Long> expected, Map<String, Long> found) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    this.expected += expected.size();
    for (String key : keys) {
      if (Objects.equals(expected.get(key), found.get(key))) {
        right++;
      } else {
        problems.add(
            "%s of %s: %d expected, %d found"
                .formatted(what, key, expected.getOrDefault(key, 0L), found.getOrDefault(key, 0L)));
      }
    }
  }

  private void compare(String what, Set<String> expected, Set<String> allowed, Set<String> found) {
    this.expected += expected.size();
    for (String cell : expected) {
      if (found.contains(cell)) {
        right++;
      } else {
        problems.add("missed: " + what + " of " + cell);
      }
    }
    found.stream()
        .filter(cell -> !allowed.contains(cell))
        .forEach(cell -> problems.add("invented: " + what + " of " + cell));
  }
}
