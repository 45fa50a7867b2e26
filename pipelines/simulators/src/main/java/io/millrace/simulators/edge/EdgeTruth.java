package io.millrace.simulators.edge;

import io.millrace.simulators.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the requests of a simulated network come to, from what the simulator itself knows. */
public final class EdgeTruth {
  private final long pane;
  private final Map<Group, EdgeTotals> groups = new TreeMap<>();
  private final Map<Long, Map<String, Map<String, Long>>> items = new TreeMap<>();
  private final List<Served> late = new ArrayList<>();
  private long requests;

  /**
   * Of no requests.
   *
   * @param pane size of the smallest window
   */
  EdgeTruth(Duration pane) {
    this.pane = Delivery.micros(pane);
  }

  /** One site at one location in one window, which starts at so many us since 1970. */
  public record Group(String site, String pop, long start) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = Long.compare(start, other.start);
      order = order == 0 ? site.compareTo(other.site) : order;
      return order == 0 ? pop.compareTo(other.pop) : order;
    }

    @Override
    public String toString() {
      return site + "/" + pop + " from " + Delivery.instant(start);
    }
  }

  /** Takes a request that counts. */
  public void add(Served served) {
    long start = Math.floorDiv(served.time(), pane) * pane;
    requests++;
    groups
        .computeIfAbsent(new Group(served.site(), served.pop(), start), absent -> new EdgeTotals())
        .add(served);
    Map<String, Map<String, Long>> here = items.computeIfAbsent(start, absent -> new HashMap<>());
    count(here, "url", served.url());
    count(here, "client", served.client());
    count(here, "country", served.country());
  }

  private static void count(Map<String, Map<String, Long>> items, String dimension, String item) {
    items.computeIfAbsent(dimension, absent -> new HashMap<>()).merge(item, 1L, Long::sum);
  }

  void addLate(Served served) {
    late.add(served);
  }

  /** Requests that are sent too late to count. */
  public List<Served> late() {
    return Collections.unmodifiableList(late);
  }

  /** Requests that count. */
  public long requests() {
    return requests;
  }

  /**
   * The totals of every site and location in every window with a request.
   *
   * @param window a multiple of the smallest window
   */
  public Map<Group, EdgeTotals> traffic(Duration window) {
    long size = Delivery.micros(window);
    Map<Group, EdgeTotals> merged = new TreeMap<>();
    groups.forEach(
        (group, totals) -> {
          long start = Math.floorDiv(group.start(), size) * size;
          merged
              .computeIfAbsent(
                  new Group(group.site(), group.pop(), start), absent -> new EdgeTotals())
              .add(totals);
        });
    return merged;
  }

  /**
   * How often every item was asked for, by the start of the window.
   *
   * @param dimension url, client or country
   * @param window a multiple of the smallest window
   */
  public Map<Long, Map<String, Long>> items(String dimension, Duration window) {
    long size = Delivery.micros(window);
    Map<Long, Map<String, Long>> merged = new TreeMap<>();
    items.forEach(
        (start, here) -> {
          Map<String, Long> counts =
              merged.computeIfAbsent(Math.floorDiv(start, size) * size, absent -> new HashMap<>());
          here.getOrDefault(dimension, Map.of())
              .forEach((item, count) -> counts.merge(item, count, Long::sum));
        });
    return merged;
  }
}
