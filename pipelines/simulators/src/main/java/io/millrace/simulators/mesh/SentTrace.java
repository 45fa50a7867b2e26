package io.millrace.simulators.mesh;

import io.millrace.simulators.mesh.MeshSpan.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that can be seen in the spans of one trace that arrived, by both definitions of a call
 * that services/graph has. Where no span is missing these are the calls that were made.
 */
final class SentTrace {
  private final Map<String, MeshSpan> byId = new HashMap<>();
  private final Map<String, List<MeshSpan>> children = new HashMap<>();
  private final List<SeenCall> calls = new ArrayList<>();
  private MeshSpan root;

  private SentTrace(List<MeshSpan> spans) {
    for (MeshSpan span : spans) {
      byId.put(span.id(), span);
      if (span.parent() == null) {
        root = span;
      } else {
        children.computeIfAbsent(span.parent(), absent -> new ArrayList<>()).add(span);
      }
    }
  }

  static List<SeenCall> calls(List<MeshSpan> spans) {
    SentTrace trace = new SentTrace(spans);
    for (MeshSpan span : spans) {
      trace.pair(span);
      trace.climb(span);
    }
    return trace.calls;
  }

  /** As Tempo does: both sides of a call are known by the id that the called names. */
  private void pair(MeshSpan span) {
    if (span.kind().isAsked()) {
      MeshSpan caller = span.parent() == null ? null : byId.get(span.parent());
      if (caller != null) {
        String connection = span.kind() == Kind.CONSUMER ? "MESSAGING" : "DIRECT";
        boolean failed = span.failed() || caller.failed();
        add("pairing", caller.service(), span.service(), connection, span, failed, caller, span);
      } else if (span == root) {
        add("pairing", "user", span.service(), "VIRTUAL", span, span.failed(), null, span);
      }
    } else if (span.kind().asks() && !children.containsKey(span.id())) {
      boolean database = span.database() != null;
      String asked = database ? span.database() : span.peer();
      if (asked != null) {
        String connection = database ? "DATABASE" : "VIRTUAL";
        add("pairing", span.service(), asked, connection, span, span.failed(), span, null);
      }
    }
  }

  /** As Zipkin does: who is called is found from the called one upwards, over what is local. */
  private void climb(MeshSpan span) {
    MeshSpan caller = callerOf(span);
    switch (span.kind()) {
      case SERVER -> {
        if (caller != null) {
          boolean asked = caller.kind() == Kind.CLIENT;
          boolean blamed = asked && caller.id().equals(span.parent()) && caller.failed();
          boolean failed = span.failed() || blamed;
          MeshSpan client = asked ? caller : null;
          add("tree", caller.service(), span.service(), "DIRECT", span, failed, client, span);
        }
      }
      case CLIENT -> {
        if (!children.containsKey(span.id())) {
          unanswered(span, caller);
        }
      }
      case PRODUCER -> add("tree", span.service(), span.peer(), span);
      case CONSUMER -> add("tree", span.peer(), span.service(), span);
      case INTERNAL -> {}
    }
  }

  private void unanswered(MeshSpan span, MeshSpan caller) {
    if (caller != null && !caller.service().equals(span.service())) {
      // The server's span is missing: that its service was called is known all the same.
      add("tree", caller.service(), span.service(), "DIRECT", span, false, null, null);
    }
    if (span.peer() != null) {
      add("tree", span.service(), span.peer(), "DIRECT", span, span.failed(), span, null);
    }
  }

  /** The next span above that is no local one; those whose parent is missing hang at the root. */
  private MeshSpan callerOf(MeshSpan span) {
    MeshSpan above = above(span);
    while (above != null && above.kind() == Kind.INTERNAL) {
      above = above(above);
    }
    return above;
  }

  private MeshSpan above(MeshSpan span) {
    return span == root ? null : byId.getOrDefault(span.parent(), root);
  }

  private void add(String semantics, String parent, String child, MeshSpan teller) {
    add(semantics, parent, child, "DIRECT", teller, teller.failed(), null, null);
  }

  private void add(
      String semantics,
      String parent,
      String child,
      String connection,
      MeshSpan teller,
      boolean failed,
      MeshSpan client,
      MeshSpan server) {
    calls.add(
        new SeenCall(
            semantics,
            parent,
            child,
            connection,
            teller.end(),
            failed,
            teller.parts(),
            client == null ? null : (Long) client.nanos(),
            server == null ? null : (Long) server.nanos()));
  }
}
