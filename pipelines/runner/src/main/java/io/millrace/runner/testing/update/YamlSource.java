package io.millrace.runner.testing.update;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A text in YAML, and where in it each part begins and ends. */
final class YamlSource {
  private final String text;
  private final Node top;

  YamlSource(String text) {
    this.text = text;
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    this.top = new Compose(settings).composeString(text).orElseThrow();
  }

  Node top() {
    return top;
  }

  /** An entry of a mapping. */
  static Optional<NodeTuple> entry(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            .findFirst()
        : Optional.empty();
  }

  /** The value of a path of keys. */
  static Optional<Node> value(Node node, List<String> path) {
    Optional<Node> found = Optional.of(node);
    for (String key : path) {
      found = found.flatMap(inner -> entry(inner, key)).map(NodeTuple::getValueNode);
    }
    return found;
  }

  /** The items of a list; a single value is a list of one. */
  static List<Node> items(Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of(node);
  }

  /** Whether a list or mapping stands in brackets or braces. */
  static boolean isFlow(Node node) {
    return node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.FLOW;
  }

  int start(Node node) {
    return offset(node.getStartMark());
  }

  int column(Node node) {
    return node.getStartMark().orElseThrow().getColumn();
  }

  /**
   * Where a part ends. What YAML calls the end of an indented part lies beyond the comments that
   * follow it; this is the end of the last value in it.
   */
  int end(Node node) {
    if (node instanceof MappingNode mapping && !isFlow(node) && !mapping.getValue().isEmpty()) {
      List<NodeTuple> entries = mapping.getValue();
      NodeTuple last = entries.get(entries.size() - 1);
      return Math.max(end(last.getKeyNode()), end(last.getValueNode()));
    } else if (node instanceof SequenceNode list && !isFlow(node) && !list.getValue().isEmpty()) {
      return end(list.getValue().get(list.getValue().size() - 1));
    }
    return offset(node.getEndMark());
  }

  /** Marks count characters, where Java counts the halves of some. */
  private int offset(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
  }
}
