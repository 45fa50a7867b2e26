package io.millrace.simulators;

import io.millrace.simulators.RollupResult.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recomputes the results of industrial/rollup from the readings, all at once, and judges what a
 * pipeline made of them: count, minimum, maximum, mean, standard deviation, first and last exactly
 * (to 1e-9 of the value), quantiles within 1 % of the value of that rank.
 */
public final class RollupOracle {
  private final List<Duration> windows;
  private final Map<Key, ExpectedRollup> expected = new TreeMap<>();

  /**
   * An oracle of no readings.
   *
   * @param windows sizes; windows start at whole multiples of their size since 1970-01-01T00:00:00Z
   */
  public RollupOracle(List<Duration> windows) {
    this.windows = List.copyOf(windows);
  }

  /** Takes a reading that counts. */
  public void add(Reading reading) {
    for (Duration window : windows) {
      long size = window.toNanos() / 1000;
      long start = Math.floorDiv(reading.time(), size) * size;
      Key key = new Key(reading.source(), reading.sensor(), instant(start), instant(start + size));
      expected.computeIfAbsent(key, absent -> new ExpectedRollup()).add(reading);
    }
  }

  /**
   * Judges a topic: every revision of every window once, from 0 on without a gap, and the highest
   * of each right.
   *
   * @param until windows that end after this need not be there yet
   */
  public Verdict judgeTopic(Collection<RollupResult> results, Instant until) {
    Revisions<Key, RollupResult> revisions = new Revisions<>();
    for (RollupResult result : results) {
      revisions.add(result.key(), result.revision(), result);
    }
    return judge(revisions.latest(), until, revisions.problems());
  }

  /**
   * Judges a table: every window once, and right.
   *
   * @param until windows that end after this need not be there yet
   */
  public Verdict judgeTable(Collection<RollupResult> rows, Instant until) {
    List<String> problems = new ArrayList<>();
    Map<Key, RollupResult> byKey = new TreeMap<>();
    for (RollupResult row : rows) {
      if (byKey.put(row.key(), row) != null) {
        problems.add("doubled: " + row.key());
      }
    }
    return judge(byKey, until, problems);
  }

  private Verdict judge(Map<Key, RollupResult> latest, Instant until, List<String> problems) {
    long due = 0;
    long right = 0;
    for (Map.Entry<Key, ExpectedRollup> entry : expected.entrySet()) {
      Key key = entry.getKey();
      if (key.end().isAfter(until)) {
        continue;
      }
      due++;
      RollupResult result = latest.get(key);
      if (result == null || result.status().equals("RETRACTED")) {
        problems.add("lost: " + key);
      } else {
        var difference = entry.getValue().difference(result);
        difference.ifPresent(text -> problems.add("wrong: " + key + ": " + text));
        right += difference.isEmpty() ? 1 : 0;
      }
    }
    for (RollupResult result : latest.values()) {
      boolean stands = !result.status().equals("RETRACTED");
      if (stands && !expected.containsKey(result.key())) {
        problems.add("invented: " + result.key());
      }
    }
    return new Verdict(due, right, problems);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
