package io.millrace.testkit;

import io.millrace.sdk.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/** The graph that a pipeline wires, without running it. */
public final class PipelineGraph {
  private final StreamExecutionEnvironment environment;
  private final Set<Transformation<?>> transformations = new LinkedHashSet<>();

  private PipelineGraph(StreamExecutionEnvironment environment) {
    this.environment = environment;
    for (Transformation<?> end : environment.getTransformations()) {
      transformations.addAll(end.getTransitivePredecessors());
    }
  }

  /**
   * Wires a pipeline.
   *
   * @param inputs only their names, types and times matter
   */
  public static <P extends Record> PipelineGraph of(
      Pipeline<P> pipeline, P parameters, MemoryInput<?>... inputs) {
    StreamExecutionEnvironment environment = PipelineRun.environment();
    pipeline.wire(new MemoryInputs(environment, List.of(inputs)), new MemoryOutputs(), parameters);
    return new PipelineGraph(environment);
  }

  /** Flink's own view of it. */
  public StreamGraph streamGraph() {
    return environment.getStreamGraph(false);
  }

  /**
   * Holds that every operator has an id, and its id as its name.
   *
   * @throws AssertionError that lists those that have not
   */
  public void assertStatefulStagesNamed() {
    List<String> nameless = new ArrayList<>();
    for (Transformation<?> transformation : transformations) {
      String uid = transformation.getUid();
      boolean named = uid != null && uid.equals(transformation.getName());
      if (transformation instanceof PhysicalTransformation && !named) {
        nameless.add(transformation.getName() + " with uid " + uid);
      }
    }
    requireNone("operators without a uid, or with another name", nameless);
  }

  /**
   * Holds that no element and no key falls to Kryo.
   *
   * @throws AssertionError that lists those that do
   */
  public void assertNoKryo() {
    SerializerConfig strict = environment.getConfig().getSerializerConfig();
    List<String> generic = new ArrayList<>();
    for (Transformation<?> transformation : transformations) {
      for (TypeInformation<?> type : types(transformation)) {
        try {
          // With generic types switched off Flink itself refuses, at whatever depth.
          type.createSerializer(strict);
        } catch (UnsupportedOperationException refused) {
          generic.add(transformation.getName() + ": " + type);
        }
      }
    }
    requireNone("types that fall to Kryo", generic);
  }

  private static List<TypeInformation<?>> types(Transformation<?> transformation) {
    List<TypeInformation<?>> types = new ArrayList<>();
    types.add(transformation.getOutputType());
    if (transformation instanceof OneInputTransformation<?, ?> one
        && one.getStateKeyType() != null) {
      types.add(one.getStateKeyType());
    } else if (transformation instanceof TwoInputTransformation<?, ?, ?> two
        && two.getStateKeyType() != null) {
      types.add(two.getStateKeyType());
    }
    return types;
  }

  private static void requireNone(String what, List<String> found) {
    if (!found.isEmpty()) {
      throw new AssertionError(what + ":\n  " + String.join("\n  ", found));
    }
  }
}
