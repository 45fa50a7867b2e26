package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.LinkConnection;
import io.millrace.schemas.services.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds calls as Tempo does, by the span of the caller and the span of the called. A caller has as
 * many calls as there are spans that it was the parent of. Of a side that was not seen no duration
 * is told.
 */
final class PairedLinks {
  /** Who calls where nobody else is known to. */
  static final String USER = "user";

  private final Map<String, List<TraceSpan>> callers = new HashMap<>();
  private final Set<TraceSpan> answered = new HashSet<>();
  private final List<LinkCall> calls = new ArrayList<>();

  private PairedLinks() {}

  /** The calls of one trace. */
  static List<LinkCall> of(List<TraceSpan> clean) {
    PairedLinks links = new PairedLinks();
    for (TraceSpan span : clean) {
      if (span.kind == SpanKind.CLIENT || span.kind == SpanKind.PRODUCER) {
        links.callers.computeIfAbsent(span.id, absent -> new ArrayList<>()).add(span);
      }
    }
    for (TraceSpan span : clean) {
      if (span.kind == SpanKind.SERVER || span.kind == SpanKind.CONSUMER) {
        links.received(span);
      }
    }
    clean.forEach(links::unanswered);
    return links.calls;
  }

  private void received(TraceSpan called) {
    String id = called.shared ? called.id : called.parentId;
    List<TraceSpan> pairs = id == null ? List.of() : callers.getOrDefault(id, List.of());
    for (TraceSpan caller : pairs) {
      answered.add(caller);
      boolean message = caller.kind == SpanKind.PRODUCER || called.kind == SpanKind.CONSUMER;
      LinkConnection connection = message ? LinkConnection.MESSAGING : LinkConnection.DIRECT;
      add(caller.service(), called.service(), connection, caller, called);
    }
    if (pairs.isEmpty() && called.parentId == null && called.kind == SpanKind.SERVER) {
      add(USER, called.service(), LinkConnection.VIRTUAL, null, called);
    }
  }

  private void unanswered(TraceSpan caller) {
    if (caller.kind != SpanKind.CLIENT && caller.kind != SpanKind.PRODUCER
        || answered.contains(caller)) {
      return;
    }
    if (caller.database != null) {
      String named = caller.peer == null ? caller.peerAddress : caller.peer;
      String child = named == null ? caller.database : named;
      add(caller.service(), child, LinkConnection.DATABASE, caller, null);
    } else {
      add(caller.service(), caller.peer, LinkConnection.VIRTUAL, caller, null);
    }
  }

  private void add(
      String parent, String child, LinkConnection connection, TraceSpan caller, TraceSpan called) {
    if (parent == null || child == null) {
      return;
    }
    TraceSpan teller = called == null ? caller : called;
    boolean error = caller != null && caller.error || called != null && called.error;
    calls.add(
        LinkCall.newBuilder()
            .setEventTime(teller.time)
            .setSemantics(Semantics.PAIRING.label())
            .setParent(parent)
            .setChild(child)
            .setConnection(connection)
            .setError(error)
            .setAdjustedCount(teller.adjustedCount)
            .setClientNanos(caller == null ? null : caller.nanos)
            .setServerNanos(called == null ? null : called.nanos)
            .build());
  }
}
