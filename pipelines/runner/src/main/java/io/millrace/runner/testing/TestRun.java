package io.millrace.runner.testing;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.TestDefinition;
import io.millrace.runner.definition.TestStep;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.PipelineJars;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Runs the steps of one test, in order. */
final class TestRun implements AutoCloseable {
  private final TestCluster cluster;
  private final Definition definition;
  private final Script script;
  private Map<String, Schema> results;
  private TestJob job;

  TestRun(TestCluster cluster, Definition definition) {
    this.cluster = cluster;
    this.definition = definition;
    this.script = Script.open(definition.inputs().keySet());
  }

  /** The schemas of the outputs of a definition, for which nothing has to run. */
  static Map<String, Schema> results(Definition definition) {
    try (Script script = Script.open(definition.inputs().keySet())) {
      TestBinding binding = new TestBinding(script);
      graph(definition, binding);
      return binding.results();
    }
  }

  private static StreamGraph graph(Definition definition, TestBinding binding) {
    Configuration configuration = EmbeddedFlink.bounded();
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    try {
      PipelineWiring.wire(environment, definition, binding);
      return environment.getStreamGraph();
    } catch (MillraceException explained) {
      throw explained;
    } catch (RuntimeException refused) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          definition.name() + ": the pipeline can't be wired: " + refused.getMessage(),
          refused);
    }
  }

  /**
   * Runs a test.
   *
   * @return the rows that left the pipeline, in their order
   * @throws MillraceException if the pipeline can't be wired or its job fails
   */
  Map<Subject, Rows> run(TestDefinition test) {
    start(Optional.empty());
    TestStep before = null;
    for (TestStep step : test.given()) {
      if (before != null && !sameInput(before, step)) {
        job.settle(script.settled());
      }
      take(step);
      before = step;
    }
    if (before instanceof TestStep.End) {
      job.finish();
    } else {
      job.settle(script.settled());
    }
    return collected();
  }

  /** What happens on one input stays in its order; between two inputs there is none. */
  private static boolean sameInput(TestStep before, TestStep step) {
    return before.input().isPresent() && before.input().equals(step.input());
  }

  private void take(TestStep step) {
    if (step instanceof TestStep.Records records) {
      ScriptedInput input = script.input(records.name());
      records.records().forEach(record -> input.send(new ScriptedInput.Arrival(record)));
    } else if (step instanceof TestStep.Advance advance) {
      InputDefinition input = definition.inputs().get(advance.name());
      long watermark = advance.reached().toEpochMilli() - input.outOfOrderness().toMillis() - 1;
      script.input(advance.name()).send(new ScriptedInput.Progress(watermark));
    } else if (step instanceof TestStep.Idle idle) {
      script.input(idle.name()).send(new ScriptedInput.Silence());
    } else if (step instanceof TestStep.Restart) {
      job.settle(script.settled());
      start(Optional.of(job.stop()));
    } else {
      definition
          .inputs()
          .keySet()
          .forEach(name -> script.input(name).send(new ScriptedInput.End()));
    }
  }

  private void start(Optional<String> savepoint) {
    TestBinding binding = new TestBinding(script);
    StreamGraph graph = graph(definition, binding);
    results = binding.results();
    PipelineJars.of(definition).forEach(jar -> graph.addJar(new Path(jar.toUri())));
    savepoint.map(SavepointRestoreSettings::forPath).ifPresent(graph::setSavepointRestoreSettings);
    job = cluster.submit(definition.name(), graph);
  }

  private Map<Subject, Rows> collected() {
    Map<Subject, Rows> collected = new LinkedHashMap<>();
    results.forEach((name, schema) -> add(new Subject(Kind.OUTPUT, name), schema, collected));
    definition
        .inputs()
        .forEach(
            (name, input) -> {
              Schema schema = input.type().schema();
              add(new Subject(Kind.LATE, name), schema, collected);
              add(new Subject(Kind.FUTURE, name), schema, collected);
              add(new Subject(Kind.DEAD, name), DeadLetter.getClassSchema(), collected);
            });
    return collected;
  }

  private void add(Subject subject, Schema schema, Map<Subject, Rows> collected) {
    collected.put(subject, Rows.of(schema, script.collected(subject)));
  }

  @Override
  public void close() {
    if (job != null) {
      job.cancel();
    }
    script.close();
  }
}
