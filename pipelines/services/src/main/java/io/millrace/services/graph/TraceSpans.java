package io.millrace.services.graph;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes clean spans of what was sent of one trace, by the rules of Zipkin: pieces and copies of one
 * span become one; a server that uses its client's id is told apart, though it may not say so.
 */
final class TraceSpans {
  /** By id; callers before those who share their id; who does not say where, first. */
  private static final Comparator<TraceSpan> CLEANING =
      Comparator.<TraceSpan, String>comparing(span -> span.id)
          .thenComparing(span -> span.shared)
          .thenComparing(span -> !span.shared && span.kind != SpanKind.CLIENT)
          .thenComparing(span -> !span.endpoint.isUnknown())
          .thenComparing(span -> span.service(), nullsLast())
          .thenComparing(span -> span.endpoint.address(), nullsLast())
          // No rule of Zipkin's, but the order of arrival shall make no difference.
          .thenComparing(span -> span.kind)
          .thenComparing(span -> span.time)
          .thenComparing(span -> span.parentId, nullsLast())
          .thenComparing(span -> span.peer, nullsLast())
          .thenComparing(span -> span.nanos, nullsLast())
          .thenComparing(span -> span.endpoint.port(), nullsLast())
          .thenComparing(span -> span.database, nullsLast())
          .thenComparing(span -> span.peerAddress, nullsLast())
          .thenComparing(span -> span.adjustedCount, nullsLast())
          .thenComparing(span -> span.error);

  private TraceSpans() {}

  private static <C extends Comparable<C>> Comparator<C> nullsLast() {
    return Comparator.nullsLast(Comparator.naturalOrder());
  }

  static List<TraceSpan> clean(List<Span> spans) {
    List<TraceSpan> pieces = new ArrayList<>();
    spans.forEach(span -> pieces.add(new TraceSpan(span)));
    pieces.sort(CLEANING);
    List<TraceSpan> clean = new ArrayList<>();
    TraceSpan before = null;
    for (int i = 0; i < pieces.size(); i++) {
      TraceSpan span = pieces.get(i);
      boolean sharedAsSent = span.shared;
      Endpoint known = span.endpoint;
      while (i + 1 < pieces.size() && isPiece(pieces.get(i + 1), span.id, sharedAsSent, known)) {
        i++;
        known = known.or(pieces.get(i).endpoint);
        span.merge(pieces.get(i));
      }
      if (before != null && before.id.equals(span.id)) {
        span.shared |= before.kind == SpanKind.CLIENT && span.kind == SpanKind.SERVER;
        if (span.shared && span.parentId == null) {
          span.parentId = before.parentId;
        }
      }
      clean.add(span);
      before = span;
    }
    return clean;
  }

  private static boolean isPiece(TraceSpan next, String id, boolean shared, Endpoint known) {
    return next.id.equals(id) && next.shared == shared && known.agrees(next.endpoint);
  }
}
