package io.millrace.runner.launch;

import io.millrace.runner.environment.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/**
 * What a running job says of its deployment to whoever asks the cluster: its global job parameters,
 * which Flink shows over REST and in its web interface.
 */
final class JobFacts {
  private static final String SAVEPOINTS = "millrace.savepoints";
  private static final String GENERATION = "millrace.generation";

  private JobFacts() {}

  /** Adds the facts to the configuration of a job, beside parameters that it has already. */
  static void add(Environment.Deployment deployment, Configuration configuration) {
    Map<String, String> parameters =
        new LinkedHashMap<>(
            configuration.getOptional(PipelineOptions.GLOBAL_JOB_PARAMETERS).orElse(Map.of()));
    parameters.put(GENERATION, Long.toString(deployment.generation()));
    new StateFolder(deployment)
        .savepoints()
        .ifPresent(folder -> parameters.put(SAVEPOINTS, folder));
    configuration.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, parameters);
  }

  /** The folder of savepoints of a job; empty if it is the cluster's. */
  static Optional<String> savepoints(Map<String, String> parameters) {
    return Optional.ofNullable(parameters.get(SAVEPOINTS));
  }
}
