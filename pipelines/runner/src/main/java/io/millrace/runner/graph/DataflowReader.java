package io.millrace.runner.graph;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.graph.Dataflow.Exchange;
import io.millrace.runner.graph.Dataflow.Flow;
import io.millrace.runner.graph.Dataflow.Kind;
import io.millrace.runner.graph.Dataflow.Step;
import io.millrace.runner.launch.SilentBinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;

/** Reads the dataflow of a definition from the graph that Flink makes of it. */
public final class DataflowReader {
  /** What Flink adds to the name of a sink. */
  private static final String WRITER = ": Writer";

  private final StreamGraph graph;
  private final Map<Integer, Step> steps = new LinkedHashMap<>();

  private DataflowReader(StreamGraph graph) {
    this.graph = graph;
  }

  /**
   * The dataflow of a definition. No service is asked.
   *
   * @throws io.millrace.sdk.MillraceException if the definition and its pipeline do not fit
   *     together
   */
  public static Dataflow read(Definition definition) {
    return new DataflowReader(SilentBinding.graph(definition)).read(definition.name());
  }

  private Dataflow read(String pipeline) {
    List<StreamNode> nodes =
        graph.getStreamNodes().stream().sorted(Comparator.comparing(StreamNode::getId)).toList();
    while (steps.size() < nodes.size()) {
      // Of those whose sources are all there the one that was wired first: the same every time.
      StreamNode next = nodes.stream().filter(this::isNext).findFirst().orElseThrow();
      steps.put(next.getId(), step(next));
    }
    Set<Flow> flows = new LinkedHashSet<>();
    for (int id : steps.keySet()) {
      List<StreamEdge> edges = new ArrayList<>(graph.getStreamNode(id).getOutEdges());
      edges.sort(
          Comparator.comparing(edge -> List.copyOf(steps.keySet()).indexOf(edge.getTargetId())));
      for (StreamEdge edge : edges) {
        Exchange exchange = exchange(edge.getPartitioner());
        flows.add(new Flow(steps.get(id), steps.get(edge.getTargetId()), exchange));
      }
    }
    return new Dataflow(pipeline, List.copyOf(steps.values()), List.copyOf(flows));
  }

  private boolean isNext(StreamNode node) {
    return !steps.containsKey(node.getId())
        && node.getInEdges().stream().allMatch(edge -> steps.containsKey(edge.getSourceId()));
  }

  private static Step step(StreamNode node) {
    String name = node.getOperatorName();
    boolean source = node.getInEdges().isEmpty();
    boolean sink = name.endsWith(WRITER);
    String id = SilentBinding.liveId(name.replaceFirst("^Source: ", ""));
    if (sink) {
      id = id.substring(0, id.length() - WRITER.length());
      return new Step(id, id.startsWith("output.") ? Kind.OUTPUT : Kind.ASIDE);
    }
    return new Step(id, source ? Kind.INPUT : Kind.STAGE);
  }

  private static Exchange exchange(StreamPartitioner<?> partitioner) {
    if (partitioner instanceof KeyGroupStreamPartitioner) {
      return Exchange.BY_KEY;
    }
    return partitioner instanceof BroadcastPartitioner ? Exchange.TO_ALL : Exchange.ANY;
  }
}
