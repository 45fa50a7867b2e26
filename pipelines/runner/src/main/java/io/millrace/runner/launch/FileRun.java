package io.millrace.runner.launch;

import io.millrace.files.FileInput;
import io.millrace.files.FilesSource;
import io.millrace.files.FormatNames;
import io.millrace.files.OutOfOrderFiles;
import io.millrace.files.OutputFolder;
import io.millrace.formats.Format;
import io.millrace.formats.raw.RawFormat;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.FormatDefinition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** Runs a definition from files to files: bounded, in this process, with no service. */
public final class FileRun {
  private final Definition definition;
  private final Map<String, FileInput> files = new LinkedHashMap<>();
  private final OutputFolder folder;
  private final Order order;
  private final PrintWriter progress;

  /** The order in which events are processed. */
  public enum Order {
    /** That of their times, whatever that of the files is. */
    EVENT_TIME,
    /** That of each file; of the next events of the files the earliest comes first. */
    AS_IS;

    /** As the command line has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How files are run.
   *
   * @param folder where the results go
   * @param overwrite whether results of an earlier run in that folder are replaced
   */
  public record Settings(Path folder, boolean overwrite, Order order) {}

  /**
   * Checks everything that can be checked before the run.
   *
   * @param files files by input
   * @param formats format names by input, for inputs where the file's name does not tell, or lies
   * @param settings where the results go, and how
   * @param progress where progress is shown
   * @throws MillraceException if an input or the output folder is refused
   */
  public FileRun(
      Definition definition,
      Map<String, List<Path>> files,
      Map<String, String> formats,
      Settings settings,
      PrintWriter progress) {
    this.definition = definition;
    this.folder = new OutputFolder(settings.folder());
    this.order = settings.order();
    this.progress = progress;
    definition
        .inputs()
        .forEach(
            (name, input) -> {
              FileInput checked =
                  new FileInput(name, files.get(name), format(input, files.get(name), formats));
              FilesSource.check(checked, input.type(), input.timeField());
              this.files.put(name, checked);
            });
    this.folder.prepare(definition.outputs().keySet(), settings.overwrite());
  }

  private static Format format(
      InputDefinition input, List<Path> files, Map<String, String> formats) {
    Optional<String> told =
        Optional.ofNullable(formats.get(input.name())).or(() -> FormatNames.of(files.get(0)));
    FormatDefinition format = input.format().named(told.orElse(input.format().name()));
    String name = format.name();
    if (!FormatDefinition.NAMES.contains(name)) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "--format "
              + input.name()
              + "="
              + name
              + ": no such format"
              + Suggestions.of(name, FormatDefinition.NAMES));
    }
    if (name.equals(RawFormat.NAME)) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "input '%s' of %s has the format raw, for records of Kafka; expected files of an archive, which are Avro: --format %s=avro"
              .formatted(input.name(), files.get(0), input.name()));
    }
    try {
      format.check();
    } catch (MillraceException wrong) {
      throw new MillraceException(
          wrong.code(),
          "--format %s=log-format:'...': %s".formatted(input.name(), wrong.getMessage()));
    }
    return format.format(input.mapping(), input.writers(List.of()));
  }

  /**
   * Runs to the end of the files and writes the results and their summary.
   *
   * @throws MillraceException if the run fails, or an input could not be read to its end
   */
  public RunSummary run() {
    Set<String> sorted = new HashSet<>();
    while (true) {
      try {
        RunSummary summary = run(sorted);
        folder.writeSummary(summary.inputs(), summary.outputs(), summary.warnings());
        return summary;
      } catch (OutOfOrderFiles found) {
        sorted.add(found.input());
        progress.println(found.getMessage() + ": begins again, and sorts its events by time");
        progress.flush();
      }
    }
  }

  /**
   * @param sorted the inputs that have to be sorted as a whole
   * @throws OutOfOrderFiles if another has to
   */
  private RunSummary run(Set<String> sorted) {
    Configuration configuration = EmbeddedFlink.bounded();
    PipelineJars.ship(definition, configuration, configuration);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    FolderOutputs outputs = new FolderOutputs(folder);
    PipelineWiring.wire(environment, definition, new FileBinding(files, order, sorted, outputs));
    outputs.writeAsides();
    return RunSummary.of(definition, execute(environment));
  }

  private Map<String, Object> execute(StreamExecutionEnvironment environment) {
    try {
      JobClient job = environment.executeAsync(definition.name());
      return BoundedJob.await(job, definition.inputs().keySet(), OptionalLong.empty(), progress);
    } catch (Exception failure) {
      Optional<OutOfOrderFiles> outOfOrder =
          ExceptionUtils.findThrowableSerializedAware(
              failure, OutOfOrderFiles.class, FileRun.class.getClassLoader());
      if (outOfOrder.isPresent()) {
        throw outOfOrder.get();
      }
      throw EmbeddedFlink.explain(definition.name(), failure);
    }
  }
}
