package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.SpanKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds calls as Zipkin's linker does: where a call was received the server's name counts, a client
 * only where nobody below has sent a span; messages link through a broker that is named.
 */
final class TreeLinks {
  private final TraceTree tree;
  private final List<LinkCall> calls = new ArrayList<>();

  private TreeLinks(TraceTree tree) {
    this.tree = tree;
  }

  /** The calls of one trace. */
  static List<LinkCall> of(List<TraceSpan> clean) {
    TreeLinks links = new TreeLinks(TraceTree.of(clean));
    links.tree.breadthFirst().forEach(links::link);
    return links.calls;
  }

  private void link(TraceTree.Node node) {
    TraceSpan span = node.span;
    boolean bothKnown = span.service() != null && span.peer != null;
    SpanKind kind = span.kind;
    if (!span.isRemote()) {
      // Who knows both sides without saying which it is, is the caller.
      kind = bothKnown ? SpanKind.CLIENT : kind;
    } else if (kind == SpanKind.CLIENT && !node.children.isEmpty()) {
      return;
    }
    switch (kind) {
      case CLIENT -> request(node, true);
      case SERVER -> {
        if (!tree.isRoot(node) || span.peer != null) {
          request(node, false);
        }
      }
      case PRODUCER -> message(span, span.service(), span.peer);
      case CONSUMER -> message(span, span.peer, span.service());
      default -> {
        // Local to a service.
      }
    }
  }

  private void message(TraceSpan span, String parent, String child) {
    if (parent != null && child != null) {
      add(span, parent, child, span.error, null, null);
    }
  }

  private void request(TraceTree.Node node, boolean client) {
    TraceSpan span = node.span;
    String parent = client ? span.service() : span.peer;
    String child = client ? span.peer : span.service();
    boolean error = span.error;
    TraceSpan caller = remoteAncestor(node);
    if (caller != null && caller.service() != null) {
      if (client && span.service() != null && !caller.service().equals(span.service())) {
        // The span between the two was lost, or the client's has the server's name.
        add(span, caller.service(), span.service(), false, null, null);
      }
      parent = client && parent != null ? parent : caller.service();
      error |= caller.kind == SpanKind.CLIENT && caller.id.equals(span.parentId) && caller.error;
    }
    if (parent != null && child != null) {
      boolean paired = !client && caller != null && caller.kind == SpanKind.CLIENT;
      Long callers = paired ? caller.nanos : null;
      add(span, parent, child, error, client ? span.nanos : callers, client ? null : span.nanos);
    }
  }

  private static TraceSpan remoteAncestor(TraceTree.Node node) {
    for (TraceTree.Node above = node.parent; above != null; above = above.parent) {
      if (above.span != null && above.span.isRemote()) {
        return above.span;
      }
    }
    return null;
  }

  private void add(
      TraceSpan span, String parent, String child, boolean error, Long client, Long server) {
    calls.add(
        LinkCall.newBuilder()
            .setEventTime(span.time)
            .setSemantics(Semantics.TREE.label())
            .setParent(parent)
            .setChild(child)
            .setError(error)
            .setAdjustedCount(span.adjustedCount)
            .setClientNanos(client)
            .setServerNanos(server)
            .build());
  }
}
