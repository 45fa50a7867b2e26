package io.millrace.runner.replay;

import io.millrace.files.archive.Archive;
import io.millrace.files.archive.ArchiveSink;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.kafka.KafkaFailures;
import io.millrace.kafka.KafkaRanges;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.launch.BoundedJob;
import io.millrace.runner.launch.EmbeddedFlink;
import io.millrace.runner.launch.LiveRun;
import io.millrace.runner.launch.LiveServices;
import io.millrace.runner.launch.OutputBinding;
import io.millrace.runner.launch.PipelineWiring;
import io.millrace.runner.launch.RunSummary;
import io.millrace.runner.replay.Manifest.InputRanges;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Takes the ranges of a manifest into the archive, by the shipped pipeline {@code platform/archive}
 * over a source that ends. Records that are there already are there twice then, and are read once.
 */
public final class Capture {
  private final Definition archiving;
  private final Environment environment;
  private final String archive;
  private final Map<String, String> options;
  private final PrintWriter shown;

  /**
   * @param archiving the definition {@code platform/archive}
   * @param options of Flink, which override the environment's
   * @throws MillraceException MISSING_KEY if the environment has no archive
   */
  public Capture(
      Definition archiving,
      Environment environment,
      Map<String, String> options,
      PrintWriter shown) {
    this.options = options;
    this.archiving = archiving;
    this.environment = environment;
    this.archive = new LiveServices(archiving, environment).archive();
    this.shown = shown;
  }

  /**
   * Takes the ranges of one input.
   *
   * @param manifest that names them
   * @return how many records there were
   * @throws MillraceException if the broker refuses, or the archive can't be written
   */
  public long run(Manifest manifest, String input, OptionalDouble rate) {
    InputRanges ranges = manifest.inputs().get(input);
    String records = archiving.inputs().keySet().iterator().next();
    InputDefinition from = archiving.inputs().get(records).from(Optional.of(ranges.topic()));
    Definition definition =
        archiving.as(archiving.name(), Map.of(records, from), archiving.outputs());
    Environment own = new Isolation(manifest.id(), environment).environment(definition, 1);
    LiveServices services = new LiveServices(definition, own);
    services.checkReading();
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration(own));
    ReplayBinding binding =
        new ReplayBinding(
            manifest.of(records, ranges),
            services,
            new KafkaRanges(services.kafka()),
            rate,
            new ArchiveOutputs(archive),
            new ArchiveOutputs(archive));
    PipelineWiring.wire(flink, definition, binding);
    RunSummary summary = RunSummary.of(definition, execute(flink, records, ranges));
    try {
      Archive.conclude(
          archive, ranges.ranges().stream().filter(range -> !range.isEmpty()).toList());
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE,
          "the archive " + archive + " can't be written: " + failure,
          failure);
    }
    return summary.inputs().get(records).get("read");
  }

  /** With checkpoints, each of which ends the files that were begun. */
  private Configuration configuration(Environment own) {
    Configuration configuration = EmbeddedFlink.temporary();
    configuration.addAll(LiveRun.checkpointed(own.deployment()));
    configuration.addAll(EmbeddedFlink.restarting());
    environment.flink().forEach(configuration::setString);
    options.forEach(configuration::setString);
    return configuration;
  }

  private Map<String, Object> execute(
      StreamExecutionEnvironment flink, String records, InputRanges ranges) {
    OptionalLong total =
        OptionalLong.of(ranges.ranges().stream().mapToLong(PartitionRange::length).sum());
    try {
      JobClient job = flink.executeAsync("capture of " + ranges.topic());
      return BoundedJob.await(job, Set.of(records), total, shown);
    } catch (Exception failure) {
      throw KafkaFailures.explain(failure)
          .orElseGet(() -> EmbeddedFlink.explain("capture of " + ranges.topic(), failure));
    }
  }

  /** Everything into the archive. Of raw records none is late, none dead. */
  private record ArchiveOutputs(String archive) implements OutputBinding {

    @Override
    @SuppressWarnings("unchecked")
    public <R extends IndexedRecord> void results(OutputDefinition output, DataStream<R> results) {
      Stage.of("output." + output.name() + ".archive")
          .on(((DataStream<ArchivedRecord>) results).sinkTo(ArchiveSink.to(archive)));
    }

    @Override
    public <T extends IndexedRecord> void aside(
        InputDefinition input, Aside reason, DataStream<T> events) {}

    @Override
    public void deadLetters(InputDefinition input, DataStream<DeadLetter> letters) {}
  }
}
