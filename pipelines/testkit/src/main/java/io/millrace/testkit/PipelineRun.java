package io.millrace.testkit;

import io.millrace.sdk.Pipeline;
import io.millrace.sdk.Tally;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A pipeline run over events in memory, to its end, on a Flink cluster in this JVM.
 *
 * <pre>{@code
 * PipelineRun run =
 *     PipelineRun.of(
 *         new RollupPipeline(), parameters, 2, MemoryInput.of("readings", SensorReading.class, ...));
 * run.results("rollup", Rollup.class);
 * }</pre>
 */
public final class PipelineRun {
  private final MemoryOutputs outputs;
  private final JobExecutionResult job;

  private PipelineRun(MemoryOutputs outputs, JobExecutionResult job) {
    this.outputs = outputs;
    this.job = job;
  }

  /**
   * Runs a pipeline.
   *
   * @param parallelism from 1 to 4
   * @throws Exception if the pipeline can't be wired, or its job fails
   */
  public static <P extends Record> PipelineRun of(
      Pipeline<P> pipeline, P parameters, int parallelism, MemoryInput<?>... inputs)
      throws Exception {
    StreamExecutionEnvironment environment = environment();
    environment.setParallelism(parallelism);
    MemoryOutputs outputs = new MemoryOutputs();
    pipeline.wire(new MemoryInputs(environment, List.of(inputs)), outputs, parameters);
    return new PipelineRun(outputs, SharedCluster.run(environment.getStreamGraph().getJobGraph()));
  }

  /** What the pipeline sent to an output, in order. */
  public <R extends IndexedRecord> List<R> results(String output, Class<R> type) {
    return new ArrayList<>(outputs.results(output, type));
  }

  /** The events of an input that came too late, in order. */
  public <T extends IndexedRecord> List<T> late(String input, Class<T> type) {
    return new ArrayList<>(outputs.late(input, type));
  }

  /** How many events of an input were counted as something; 0 if nobody counted. */
  public long count(String input, Tally.Kind kind) {
    Long count = job.getAccumulatorResult(Tally.accumulator("input", input, kind.label()));
    return count == null ? 0 : count;
  }

  /** As strict as a cluster of ours: no Kryo, no operator without an id, objects reused. */
  public static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return new StreamExecutionEnvironment(configuration);
  }
}
