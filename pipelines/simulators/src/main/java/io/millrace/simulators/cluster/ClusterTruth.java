package io.millrace.simulators.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the jobs of a simulated cluster did in any window, from the simulator's own course of
 * events: every job is looked at for every window by itself.
 */
public final class ClusterTruth {
  private final List<Attempt> attempts;
  private final int capacity;

  ClusterTruth(List<Attempt> attempts, int capacity) {
    this.attempts = attempts;
    this.capacity = capacity;
  }

  /**
   * One series in one window.
   *
   * @param series as hpc/jobs names it, such as sim/user=user-1
   */
  public record Key(String series, String kind, Instant start, Instant end)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return series + " " + kind + " [" + start + ", " + end + ")";
    }
  }

  /** All series in all hours in which there is something of them. */
  public Map<Key, UsageFigures> hours() {
    return windows("HOUR", Duration.ofHours(1));
  }

  /** All series in all days, in UTC, in which there is something of them. */
  public Map<Key, UsageFigures> days() {
    return windows("DAY", Duration.ofDays(1));
  }

  /** All series in all months, in UTC, in which there is something of them. */
  public Map<Key, UsageFigures> months() {
    Map<Key, UsageFigures> all = new TreeMap<>();
    Instant end = Instant.ofEpochSecond(last());
    var month = first().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    for (; !start(month).isAfter(end); month = month.plusMonths(1)) {
      put("MONTH", start(month), start(month.plusMonths(1)), all);
    }
    return all;
  }

  /** All series from the first submission to the last end. */
  public Map<Key, UsageFigures> total() {
    Map<Key, UsageFigures> all = new TreeMap<>();
    // What ends the window is in it.
    bySeries(attempts)
        .forEach(
            (series, jobs) ->
                all.put(
                    new Key(series, "TOTAL", first(), Instant.ofEpochSecond(last())),
                    UsageFigures.of(jobs, first().getEpochSecond(), last() + 1, last(), capacity)));
    return all;
  }

  private Map<Key, UsageFigures> windows(String kind, Duration size) {
    Map<Key, UsageFigures> all = new TreeMap<>();
    long seconds = size.toSeconds();
    long from = Math.floorDiv(first().getEpochSecond(), seconds) * seconds;
    for (long start = from; start <= last(); start += seconds) {
      put(kind, Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + seconds), all);
    }
    return all;
  }

  private void put(String kind, Instant start, Instant end, Map<Key, UsageFigures> all) {
    long from = start.getEpochSecond();
    long to = end.getEpochSecond();
    List<Attempt> touched =
        attempts.stream()
            .filter(
                attempt ->
                    holds(from, to, attempt.submit())
                        || holds(from, to, attempt.end())
                        || attempt.start() != null && attempt.start() < to && attempt.end() >= from)
            .toList();
    bySeries(touched)
        .forEach(
            (series, jobs) ->
                all.put(
                    new Key(series, kind, start, end),
                    UsageFigures.of(jobs, from, to, to, capacity)));
  }

  static boolean holds(long from, long to, long time) {
    return time >= from && time < to;
  }

  private Instant first() {
    return Instant.ofEpochSecond(attempts.stream().mapToLong(Attempt::submit).min().orElseThrow());
  }

  private long last() {
    return attempts.stream().mapToLong(Attempt::end).max().orElseThrow();
  }

  private static Instant start(java.time.LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<String, List<Attempt>> bySeries(List<Attempt> attempts) {
    Map<String, List<Attempt>> all = new TreeMap<>();
    for (Attempt attempt : attempts) {
      Request request = attempt.request();
      for (String series :
          List.of(
              "all",
              series("user", request.user()),
              series("account", request.account()),
              series("queue", request.queue()),
              series("qos", request.qos()),
              series("size", size(attempt.processors())))) {
        all.computeIfAbsent(ClusterSimulator.CLUSTER + "/" + series, absent -> new ArrayList<>())
            .add(attempt);
      }
    }
    return all;
  }

  private static String series(String dimension, String item) {
    return item == null ? dimension : dimension + "=" + item;
  }

  private static String size(Integer processors) {
    if (processors == null || processors <= 2) {
      return processors == null ? null : "" + processors;
    }
    int most = 4;
    while (most < processors) {
      most *= 2;
    }
    return most / 2 + 1 + "-" + most;
  }
}
