package io.millrace.runner.replay;

import io.millrace.files.OutputFolder;
import io.millrace.files.archive.ArchiveRanges;
import io.millrace.files.archive.SeamRanges;
import io.millrace.files.archive.SeamRanges.Seam;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.kafka.KafkaFailures;
import io.millrace.kafka.KafkaRanges;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.BoundedJob;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.FolderOutputs;
import io.millrace.runner.launch.LiveBinding;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.OutputBinding;
import io.millrace.runner.launch.PipelineJars;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.runner.launch.RunSummary;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A bounded run over the ranges of a manifest, isolated from everything live.
 *
 * <p>Into files and tables it begins its ranges again where a task or the JobManager is lost: their
 * results are whole at the end, or replace one another. Into topics it goes on from its last
 * checkpoint, for what a transaction has committed can't be taken back.
 */
public final class Replay {
  private final Definition definition;
  private final Manifest manifest;
  private final Settings settings;
  private final Environment environment;
  private final LiveServices services;
  private final Optional<String> archive;
  private final OutputFolder folder;
  private final PrintWriter shown;

  /**
   * How a replay is run; none of it changes its results.
   *
   * @param into where results go
   * @param folder for the manifest, the summary, and everything that goes into files
   * @param rate how many records are read a second of each input
   * @param flink options of Flink, which override the environment's
   */
  public record Settings(
      ReplayTarget into,
      Path folder,
      OptionalDouble rate,
      int parallelism,
      Map<String, String> flink) {}

  /**
   * Prepares a replay.
   *
   * @param definition with the inputs of the manifest
   * @param live the environment of the live runs
   * @throws MillraceException if the two do not fit, or the folder is refused
   */
  public Replay(
      Definition definition,
      Environment live,
      Manifest manifest,
      Settings settings,
      PrintWriter shown) {
    requireSameInputs(definition, manifest);
    Isolation isolation = new Isolation(manifest.id(), live);
    this.definition = isolation.of(definition, settings.into());
    this.environment = isolation.environment(definition, settings.parallelism());
    this.services = new LiveServices(this.definition, environment);
    this.archive = live.archive();
    this.manifest = manifest;
    this.settings = settings;
    this.folder = new OutputFolder(settings.folder());
    this.shown = shown;
  }

  private static void requireSameInputs(Definition definition, Manifest manifest) {
    Set<String> expected = manifest.inputs().keySet();
    if (!definition.inputs().keySet().equals(expected)) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "%s has the inputs %s, the manifest has ranges of %s; expected the same"
              .formatted(definition.name(), definition.inputs().keySet(), expected));
    }
  }

  /**
   * Runs to the end of the ranges.
   *
   * @param cluster where jobs are built that are to run there, by their configuration
   * @throws MillraceException if a service refuses, a part of a range is gone, or the job fails
   */
  public RunSummary run(Function<Configuration, StreamExecutionEnvironment> cluster) {
    StreamExecutionEnvironment flink = cluster.apply(configuration());
    flink.setParallelism(settings.parallelism());
    requireNoState(flink.getConfiguration());
    boolean embedded = flink instanceof LocalStreamEnvironment;
    if (settings.into() != ReplayTarget.KAFKA) {
      flink.getCheckpointConfig().disableCheckpointing();
    } else if (embedded) {
      LiveRun.requireState(environment);
    }
    wire(flink);
    check();
    // Whatever was to refuse has: what an earlier replay left here may go.
    folder.prepare(definition.outputs().keySet());
    ManifestJson.write(manifest, file());
    RunSummary summary = RunSummary.of(definition, execute(flink, embedded));
    folder.writeSummary(summary.inputs(), summary.outputs(), summary.warnings());
    return summary;
  }

  /** The state of a live job knows its transactions, and would have them aborted. */
  private static void requireNoState(ReadableConfig configuration) {
    if (configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()) {
      throw new MillraceException(
          ErrorCode.CONFLICT,
          "a replay begins with its range; expected no savepoint, and no option "
              + StateRecoveryOptions.SAVEPOINT_PATH.key());
    }
  }

  private Configuration configuration() {
    Configuration configuration = LiveRun.checkpointed(environment.deployment());
    configuration.addAll(EmbeddedFlink.restarting());
    // What fails each time shall be told within a minute or two.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 8);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    // A watermark comes after an event, and never by the wall clock.
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    environment.flink().forEach(configuration::setString);
    settings.flink().forEach(configuration::setString);
    PipelineJars.ship(definition, configuration, configuration);
    return configuration;
  }

  private void wire(StreamExecutionEnvironment flink) {
    FolderOutputs files = new FolderOutputs(folder);
    LiveBinding live = new LiveBinding(services);
    OutputBinding results = settings.into() == ReplayTarget.FILES ? files : live;
    OutputBinding asides = settings.into() == ReplayTarget.KAFKA ? live : files;
    PipelineWiring.wire(
        flink,
        definition,
        new ReplayBinding(manifest, services, records(), settings.rate(), results, asides));
    files.writeAsides();
  }

  private void check() {
    manifest.inputs().forEach((name, input) -> RangeResolver.check(services, name, input));
    if (settings.into() != ReplayTarget.FILES) {
      services.checkAbsent();
    }
    if (settings.into() == ReplayTarget.KAFKA) {
      services.check();
    } else if (manifest.readsBroker()) {
      services.checkReading();
    }
  }

  /** From the archive up to the seams of the manifest, then from the broker. */
  private RecordRanges records() {
    RecordRanges kafka = new KafkaRanges(services.kafka());
    List<Seam> seams = manifest.seams();
    return seams.isEmpty()
        ? kafka
        : new SeamRanges(
            new ArchiveRanges(archive.orElseThrow(this::archiveMissing)), kafka, seams);
  }

  private MillraceException archiveMissing() {
    return new MillraceException(
        ErrorCode.MISSING_KEY,
        "the manifest reads from an archive; expected 'archive: {path: ...}' in the environment");
  }

  private Map<String, Object> execute(StreamExecutionEnvironment flink, boolean embedded) {
    try {
      JobClient job = flink.executeAsync(environment.deployment().name());
      shown.println(environment.deployment().name() + ": started as job " + job.getJobID());
      return BoundedJob.await(
          job, definition.inputs().keySet(), OptionalLong.of(manifest.offsets()), shown);
    } catch (Exception failure) {
      throw KafkaFailures.explain(failure).orElseGet(() -> explain(failure, embedded));
    }
  }

  private MillraceException explain(Exception failure, boolean embedded) {
    MillraceException explained = EmbeddedFlink.explain(definition.name(), failure);
    if (embedded || explained.code() != ErrorCode.INTERNAL) {
      return explained;
    }
    return new MillraceException(
        ErrorCode.EXTERNAL,
        "the cluster lost the job, or can't be reached: %s; if the job does not run any more, 'millrace replay --manifest %s' reads the same again"
            .formatted(EmbeddedFlink.root(failure).getMessage(), file()),
        failure);
  }

  private Path file() {
    return settings.folder().resolve("manifest.json");
  }
}
