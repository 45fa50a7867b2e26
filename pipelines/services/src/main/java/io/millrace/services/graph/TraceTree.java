package io.millrace.services.graph;

import io.millrace.schemas.services.SpanKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of the spans of one trace, by the rules of Zipkin. A server that shares its client's id
 * is the client's child. The first span without a parent is the root; those whose parent is missing
 * hang at the root, or at a node without a span if there is no root.
 */
final class TraceTree {
  private final Map<Key, Node> nodes = new HashMap<>();
  private final Map<Key, Key> parents = new LinkedHashMap<>();
  private Node root;

  /** What tells spans apart; of those that share an id, where they were recorded too. */
  private record Key(String id, boolean shared, Endpoint endpoint) {

    static Key unshared(String id) {
      return new Key(id, false, null);
    }

    static Key of(TraceSpan span) {
      return span.shared ? new Key(span.id, true, span.endpoint) : unshared(span.id);
    }
  }

  /** A span in its place; the span is null where the root is missing. */
  static final class Node {
    final TraceSpan span;
    final List<Node> children = new ArrayList<>();
    Node parent;

    private Node(TraceSpan span) {
      this.span = span;
    }

    private void add(Node child) {
      children.add(child);
      child.parent = this;
    }
  }

  private TraceTree() {}

  /** The tree of clean spans. */
  static TraceTree of(List<TraceSpan> spans) {
    TraceTree tree = new TraceTree();
    for (TraceSpan span : spans) {
      String parent = span.shared ? span.id : span.parentId;
      tree.parents.put(Key.of(span), parent == null ? null : Key.unshared(parent));
    }
    spans.forEach(tree::place);
    if (tree.root == null) {
      tree.root = new Node(null);
    }
    tree.connect();
    tree.breadthFirst().forEach(TraceTree::specifyKind);
    return tree;
  }

  private void place(TraceSpan span) {
    Node node = new Node(span);
    Key key = Key.of(span);
    if (!span.shared && span.parentId == null && root == null) {
      root = node;
      parents.remove(key);
      return;
    }
    if (!span.shared && span.parentId != null) {
      // Of those that share the parent's id, the one at the same place is the parent.
      Key sameplace = new Key(span.parentId, true, span.endpoint);
      if (parents.containsKey(sameplace)) {
        parents.put(key, sameplace);
      }
    }
    nodes.put(key, node);
  }

  private void connect() {
    parents.forEach(
        (child, parent) -> {
          Node node = nodes.get(child);
          Node above = parent == null ? null : nodes.get(parent);
          (above == null || above == node ? root : above).add(node);
        });
  }

  /** A span of a format without kinds is a server where it is the first of its service. */
  private static void specifyKind(Node node) {
    TraceSpan span = node.span;
    if (span.kind == SpanKind.UNSPECIFIED) {
      TraceSpan parent = node.parent == null ? null : node.parent.span;
      boolean first =
          span.service() != null && (parent == null || !span.service().equals(parent.service()));
      span.kind = first && span.peer == null ? SpanKind.SERVER : SpanKind.INTERNAL;
    }
  }

  boolean isRoot(Node node) {
    return node == root;
  }

  /** All nodes with a span, parents before their children. */
  List<Node> breadthFirst() {
    List<Node> found = new ArrayList<>();
    Deque<Node> next = new ArrayDeque<>();
    next.add(root);
    while (!next.isEmpty()) {
      Node node = next.remove();
      if (node.span != null) {
        found.add(node);
      }
      next.addAll(node.children);
    }
    return found;
  }
}
