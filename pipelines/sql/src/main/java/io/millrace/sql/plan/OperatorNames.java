package io.millrace.sql.plan;

import io.millrace.sdk.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.dag.Transformation;

/**
 * Gives the operators of a plan their ids: by the output that they work for and what they do, such
 * as {@code sql.query.totals.group-aggregate}. So they keep their state where another output, a
 * filter or a column passed through is added. What serves several outputs is called by the nearest,
 * and by the first in order among equals; the second operator of a kind, from the output up, ends
 * in {@code .2}.
 */
final class OperatorNames {
  private static final Stage QUERY = Stage.of("sql.query");

  /** An operator of the plan may be several of the job; one is called as the plan calls it. */
  private record Name(Stage stage, String kind) {
    String of(String transformation) {
      return (transformation.equals(kind) ? stage : stage.part(transformation)).id();
    }
  }

  private final Map<Integer, Name> names = new HashMap<>();

  OperatorNames(SqlPlan plan) {
    Set<String> outputs = new TreeSet<>(plan.outputs());
    Map<Integer, Integer> nearest = new HashMap<>();
    for (String output : outputs) {
      plan.upstream(output).forEach(node -> nearest.merge(node.id(), node.distance(), Math::min));
    }
    for (String output : outputs) {
      Map<String, Integer> ordinals = new HashMap<>();
      for (PlanNode node : plan.upstream(output)) {
        if (node.distance() == nearest.get(node.id()) && !names.containsKey(node.id())) {
          int ordinal = ordinals.merge(node.kind(), 1, Integer::sum);
          Stage stage = QUERY.part(output).part(node.kind());
          names.put(
              node.id(), new Name(ordinal == 1 ? stage : stage.part("" + ordinal), node.kind()));
        }
      }
    }
  }

  /** Names what the planner made, from the sinks up. */
  void name(List<Transformation<?>> sinks) {
    Set<Transformation<?>> all = new HashSet<>();
    sinks.forEach(sink -> all.addAll(sink.getTransitivePredecessors()));
    for (Transformation<?> transformation : all) {
      String[] parts = String.valueOf(transformation.getUid()).split(":");
      if (parts.length == 3 && parts[0].equals(PlannerSession.UID_PREFIX)) {
        String name = names.get(Integer.parseInt(parts[1])).of(parts[2]);
        transformation.setUid(name);
        transformation.setName(name);
      }
    }
  }
}
