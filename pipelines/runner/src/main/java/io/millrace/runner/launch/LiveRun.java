package io.millrace.runner.launch;

import io.millrace.kafka.KafkaFailures;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** Runs a definition live: from Kafka to Kafka and PostgreSQL, until it is stopped. */
public final class LiveRun {
  private final Definition definition;
  private final Environment environment;
  private final KeptPlan plan;
  private final LiveServices services;
  private final PrintWriter shown;

  /**
   * @param shown where it is said what happens
   * @throws MillraceException if the environment lacks a service that the definition uses
   */
  public LiveRun(Definition definition, Environment environment, PrintWriter shown) {
    this.environment = environment;
    this.plan = new KeptPlan(new StateFolder(environment.deployment()));
    this.definition = plan.restore(definition);
    this.services = new LiveServices(definition, environment);
    this.shown = shown;
  }

  /**
   * Starts the job: on the cluster that the jar was submitted to, or else in this process, where it
   * stays until it ends or is interrupted, and then stops with a savepoint.
   *
   * @param options of Flink, which override the environment's
   * @param savepoint to start from; if absent, the latest savepoint or checkpoint of the
   *     deployment, if there is one
   * @throws MillraceException if a service refuses, or the job fails
   */
  public void run(Map<String, String> options, Optional<String> savepoint) {
    StreamExecutionEnvironment flink;
    boolean embedded;
    try {
      // As whoever submitted the jar has set it up, such as with 'flink run -s SAVEPOINT'.
      ReadableConfig outer =
          StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
      Configuration configuration = configuration(options, savepoint, outer);
      flink = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
      embedded = flink instanceof LocalStreamEnvironment;
      if (embedded) {
        requireState(environment);
        Configuration restarting = EmbeddedFlink.restarting();
        restarting.addAll(configuration);
        flink.configure(restarting);
      }
    } catch (IllegalArgumentException wrong) {
      throw wrongOption(wrong);
    }
    wire(flink);
    try {
      JobClient job = flink.executeAsync(environment.deployment().name());
      plan.keep(definition);
      shown.println(environment.deployment().name() + ": started as job " + job.getJobID());
      if (embedded) {
        new EmbeddedJob(job, environment.deployment(), shown).await();
      }
    } catch (MillraceException explained) {
      throw explained;
    } catch (Exception failure) {
      throw explain(failure);
    }
  }

  /**
   * Starts the job on a cluster that is reached over REST, and leaves it there.
   *
   * @param cluster where
   * @param jar the jar with this class in it
   * @return the job
   */
  public JobID submit(
      RemoteCluster cluster, String jar, Map<String, String> options, Optional<String> savepoint) {
    StreamExecutionEnvironment flink;
    try {
      Configuration configuration = configuration(options, savepoint, new Configuration());
      List<String> jars = new ArrayList<>(List.of(jar));
      PipelineJars.of(definition).forEach(path -> jars.add(path.toString()));
      flink = cluster.environment(configuration, jars);
    } catch (IllegalArgumentException wrong) {
      throw wrongOption(wrong);
    }
    wire(flink);
    try {
      JobClient job = flink.executeAsync(environment.deployment().name());
      plan.keep(definition);
      shown.println(environment.deployment().name() + ": submitted as job " + job.getJobID());
      return job.getJobID();
    } catch (Exception failure) {
      throw ExceptionUtils.findThrowable(failure, MillraceException.class)
          .orElseGet(() -> cluster.refusal(failure));
    }
  }

  /**
   * The job as it would be started, built and not run. No service is contacted.
   *
   * @throws MillraceException if the definition and its pipeline do not fit together
   */
  public JobGraph graph(Map<String, String> options) {
    try {
      StreamExecutionEnvironment flink =
          StreamExecutionEnvironment.createLocalEnvironment(settings(options));
      build(flink);
      return flink.getStreamGraph().getJobGraph();
    } catch (IllegalArgumentException wrong) {
      throw wrongOption(wrong);
    }
  }

  private void build(StreamExecutionEnvironment flink) {
    environment.deployment().parallelism().ifPresent(flink::setParallelism);
    PipelineWiring.wire(flink, definition, new LiveBinding(services));
  }

  private void wire(StreamExecutionEnvironment flink) {
    build(flink);
    services.check();
    services.advice().forEach(one -> shown.println("warning: " + one));
    if (startsFromNothing(flink.getConfiguration())) {
      services.checkFreshStart();
    }
  }

  /**
   * Makes sure that every service answers and allows what the job needs; makes the topics and
   * tables that are missing, if the environment says so.
   *
   * @throws MillraceException that says what is wrong
   */
  public void check(Map<String, String> options) {
    graph(options);
    services.check();
  }

  /** The configuration of {@code flink run -s} names the state, too. */
  private static boolean startsFromNothing(ReadableConfig configuration) {
    // A cluster that gave the job its id goes on with it by itself, after this has run once more.
    return configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()
        && configuration.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID).isEmpty();
  }

  /**
   * In memory, as Flink keeps it by default, a checkpoint may have a few MB only, and dies with the
   * process.
   *
   * @throws MillraceException MISSING_KEY if the environment names no folder
   */
  public static void requireState(Environment environment) {
    if (environment.deployment().state().isEmpty()) {
      throw new MillraceException(
          ErrorCode.MISSING_KEY,
          environment.text().place().file()
              + ": a run in this process needs a folder for its state, such as 'deployment: {state:"
              + " /var/lib/millrace}'");
    }
  }

  private static MillraceException wrongOption(IllegalArgumentException wrong) {
    return new MillraceException(
        ErrorCode.WRONG_TYPE, "an option of Flink is wrong: " + wrong.getMessage(), wrong);
  }

  private Configuration configuration(
      Map<String, String> options, Optional<String> savepoint, ReadableConfig outer) {
    Configuration configuration = settings(options);
    PipelineJars.ship(definition, configuration, outer);
    savepoint.ifPresent(StateFolder::requireComplete);
    boolean named =
        configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
            || outer.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent();
    savepoint
        .or(() -> named ? Optional.empty() : new StateFolder(environment.deployment()).latest())
        .ifPresent(
            path -> {
              shown.println(environment.deployment().name() + ": resumes from " + path);
              configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
            });
    return configuration;
  }

  /**
   * The settings of the job, but for the state to start from.
   *
   * @param options of Flink, which override the environment's
   */
  public Configuration settings(Map<String, String> options) {
    Configuration configuration = checkpointed(environment.deployment());
    environment.flink().forEach(configuration::setString);
    options.forEach(configuration::setString);
    PipelineJars.ship(definition, configuration, configuration);
    return configuration;
  }

  /** The rules of every job, and where this deployment keeps its checkpoints, and how often. */
  public static Configuration checkpointed(Environment.Deployment deployment) {
    Configuration configuration = EmbeddedFlink.rules();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, deployment.checkpointInterval());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    StateFolder state = new StateFolder(deployment);
    state
        .checkpoints()
        .ifPresent(folder -> configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder));
    state
        .savepoints()
        .ifPresent(folder -> configuration.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, folder));
    return configuration;
  }

  private MillraceException explain(Exception failure) {
    return KafkaFailures.explain(failure)
        .orElseGet(() -> EmbeddedFlink.explain(definition.name(), failure));
  }
}
