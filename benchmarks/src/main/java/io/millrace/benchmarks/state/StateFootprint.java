package io.millrace.benchmarks.state;

import io.millrace.sdk.Parameters;
import io.millrace.sdk.Pipeline;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a pipeline over a million keys and a hot one in a Flink inside this process, and prints the
 * memory that it took: {@code StateFootprint PIPELINE BACKEND [KEYS [PARAMETER=VALUE,VALUE ...]]}.
 */
public final class StateFootprint {
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);

  private StateFootprint() {}

  /**
   * Prints one line to standard output.
   *
   * @throws Exception if the job fails, such as for want of memory
   */
  public static void main(String[] arguments) throws Exception {
    AvroTrust.establish();
    String name = arguments[0];
    String backend = arguments[1];
    long keys = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
    Workload workload = Workloads.of(name);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration(backend));
    GeneratedInputs inputs = new GeneratedInputs(environment, workload, keys);
    wire(workload.pipeline(), inputs, parameters(arguments));

    long start = System.nanoTime();
    environment.execute(name);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    System.out.printf(
        Locale.ROOT,
        "%-14s  %-8s  %,9d keys  %,9d events  %,8.0f events/s  heap %,5d MiB  process %,5d MiB%n",
        name,
        backend,
        keys + 1,
        inputs.events(),
        1e3 * inputs.events() / took.toMillis(),
        PeakMemory.liveHeap() >> 20,
        PeakMemory.resident() >> 20);
  }

  private static Map<String, List<String>> parameters(String[] arguments) {
    Map<String, List<String>> given = new HashMap<>();
    for (int i = 3; i < arguments.length; i++) {
      String[] nameAndValues = arguments[i].split("=", 2);
      given.put(nameAndValues[0], List.of(nameAndValues[1].split(",")));
    }
    return given;
  }

  private static <P extends Record> void wire(
      Pipeline<P> pipeline, GeneratedInputs inputs, Map<String, List<String>> given) {
    List<Parameters.Problem> problems = new ArrayList<>();
    P parameters =
        Parameters.bind(pipeline.parameters(), given, problems)
            .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    pipeline.wire(inputs, new Discarded(), parameters);
  }

  private static Configuration configuration(String backend) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }
}
