package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.Span;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the calls in the spans of one trace id. A trace is complete a fixed time after its first
 * span; what ends later under the same id is a trace of its own. So calls depend on the spans, and
 * not on the order of their arrival.
 *
 * @param timeout in ms
 */
record TraceLinks(List<Semantics> semantics, long timeout) implements Serializable {
  /** There is no trace. */
  static final long NONE = Long.MAX_VALUE;

  TraceLinks {
    semantics = List.copyOf(semantics);
  }

  /**
   * What is known at a time.
   *
   * @param calls in traces that are complete
   * @param open first event time of the trace that is not complete, in ms; {@link #NONE} without
   * @param ends when complete traces ended, in ms
   */
  record Found(List<LinkCall> calls, long open, List<Long> ends) {}

  /**
   * Finds calls.
   *
   * @param watermark the event time, in ms, up to which spans have arrived
   */
  Found at(List<Span> spans, long watermark) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparing(Span::getEventTime));
    List<LinkCall> calls = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      long first = millis(sorted.get(from));
      if (first + timeout - 1 > watermark) {
        return new Found(calls, first, ends);
      }
      int to = from;
      while (to < sorted.size() && millis(sorted.get(to)) < first + timeout) {
        to++;
      }
      calls.addAll(calls(sorted.subList(from, to)));
      ends.add(first + timeout);
      from = to;
    }
    return new Found(calls, NONE, ends);
  }

  private List<LinkCall> calls(List<Span> trace) {
    List<LinkCall> calls = new ArrayList<>();
    for (Semantics one : semantics) {
      List<TraceSpan> clean = TraceSpans.clean(trace);
      calls.addAll(
          switch (one) {
            case TREE -> TreeLinks.of(clean);
            case PAIRING -> PairedLinks.of(clean);
          });
    }
    return calls;
  }

  static long millis(Span span) {
    return span.getEventTime().toEpochMilli();
  }

  /** What has to be told, after some calls, so that others stand: the new, and those withdrawn. */
  static List<LinkCall> changes(List<LinkCall> before, List<LinkCall> after) {
    Map<LinkCall, Integer> left = new HashMap<>();
    before.forEach(call -> left.merge(call, 1, Integer::sum));
    List<LinkCall> changes = new ArrayList<>();
    for (LinkCall call : after) {
      if (left.merge(call, -1, Integer::sum) < 0) {
        left.put(call, 0);
        changes.add(call);
      }
    }
    for (LinkCall call : before) {
      if (left.getOrDefault(call, 0) > 0) {
        left.merge(call, -1, Integer::sum);
        changes.add(LinkCall.newBuilder(call).setWithdrawn(true).build());
      }
    }
    return changes;
  }
}
