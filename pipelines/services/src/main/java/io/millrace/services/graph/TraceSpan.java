package io.millrace.services.graph;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.services.SpanFacts;
import java.time.Instant;

/** A span while its trace is put together: pieces of it are merged, and what is missing filled. */
final class TraceSpan {
  final String id;
  final Instant time;
  String parentId;
  SpanKind kind;
  boolean shared;
  Endpoint endpoint;
  String peer;
  String peerAddress;
  String database;
  boolean error;
  Double adjustedCount;
  Long nanos;

  TraceSpan(Span span) {
    this.id = span.getSpanId();
    this.time = span.getEventTime();
    String parent = span.getParentId();
    this.parentId = parent == null || parent.isEmpty() ? null : parent;
    this.kind = span.getKind();
    this.shared = span.getShared();
    this.endpoint = new Endpoint(SpanFacts.service(span), span.getAddress(), span.getPort());
    this.peer = span.getPeerService();
    this.peerAddress = span.getPeerAddress();
    this.database = span.getDatabase();
    this.error = span.getStatus() == SpanStatus.ERROR;
    this.adjustedCount = span.getAdjustedCount();
    this.nanos = SpanFacts.nanos(span);
  }

  String service() {
    return endpoint.service();
  }

  /** Whether the span is a side of a call or a message. */
  boolean isRemote() {
    return kind != SpanKind.INTERNAL && kind != SpanKind.UNSPECIFIED;
  }

  /** Takes from another piece of the same span what this one does not say. */
  void merge(TraceSpan piece) {
    parentId = parentId == null ? piece.parentId : parentId;
    kind = isRemote() ? kind : piece.kind;
    endpoint = endpoint.or(piece.endpoint);
    peer = peer == null ? piece.peer : peer;
    peerAddress = peerAddress == null ? piece.peerAddress : peerAddress;
    database = database == null ? piece.database : database;
    error |= piece.error;
    adjustedCount = adjustedCount == null ? piece.adjustedCount : adjustedCount;
    nanos = nanos == null ? piece.nanos : nanos;
  }
}
