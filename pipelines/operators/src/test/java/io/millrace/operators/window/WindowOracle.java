package io.millrace.operators.window;

import io.millrace.operators.statistics.Summary;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Recomputes every window from all of its events at once, with no panes, state or watermarks. */
final class WindowOracle {
  private WindowOracle() {}

  /** The FINAL results, if no event is later than the out-of-orderness allows. */
  static List<Rollup> finals(List<SensorReading> events, List<WindowSpec> specs, long early) {
    long pane = new Windows(specs).pane().toMillis();
    List<Rollup> finals = new ArrayList<>();
    for (WindowSpec spec : specs) {
      Map<String, Map<Long, List<SensorReading>>> windows = new TreeMap<>();
      for (SensorReading event : events) {
        for (long start : starts(spec, event.getEventTime().toEpochMilli())) {
          windows
              .computeIfAbsent(event.getSource(), source -> new TreeMap<>())
              .computeIfAbsent(start, absent -> new ArrayList<>())
              .add(event);
        }
      }
      long size = spec.size().toMillis();
      windows.forEach(
          (source, byStart) ->
              byStart.forEach(
                  (start, members) ->
                      finals.add(
                          rollup(
                              source,
                              start,
                              start + size,
                              members,
                              earlyResults(members, start + size, size, early, pane)))));
    }
    return finals;
  }

  private static List<Long> starts(WindowSpec spec, long time) {
    long slide = spec.slide().toMillis();
    List<Long> starts = new ArrayList<>();
    for (long start = Math.floorDiv(time, slide) * slide;
        start + spec.size().toMillis() > time;
        start -= slide) {
      starts.add(start);
    }
    return starts;
  }

  /** At how many ticks before the end panes had come to an end since the tick before. */
  private static int earlyResults(
      List<SensorReading> members, long end, long size, long early, long pane) {
    if (early == 0 || size <= early) {
      return 0;
    }
    TreeSet<Long> ticks = new TreeSet<>();
    for (SensorReading member : members) {
      long paneEnd = (Math.floorDiv(member.getEventTime().toEpochMilli(), pane) + 1) * pane;
      ticks.add(-Math.floorDiv(-paneEnd, early) * early);
    }
    return ticks.headSet(end).size();
  }

  private static Rollup rollup(
      String source, long start, long end, List<SensorReading> members, int revision) {
    // Of what a summary says, SummaryTest is the proof; here it is told all at once.
    Summary summary = new Summary();
    members.forEach(member -> summary.add(member.getValue()));
    List<SensorReading> inOrder =
        members.stream()
            .sorted(
                Comparator.comparing(SensorReading::getEventTime)
                    .thenComparing(SensorReading::getSequence))
            .toList();
    return new Rollup(
        source,
        "temperature",
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(end),
        summary.count(),
        summary.min(),
        summary.max(),
        summary.mean(),
        summary.standardDeviation(),
        inOrder.get(0).getValue(),
        inOrder.get(inOrder.size() - 1).getValue(),
        summary.quantile(0.5),
        summary.quantile(0.95),
        summary.quantile(0.99),
        revision,
        ResultStatus.FINAL);
  }
}
