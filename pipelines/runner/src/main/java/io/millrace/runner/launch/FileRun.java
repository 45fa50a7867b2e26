package io.millrace.runner.launch;

import io.millrace.files.FileInput;
import io.millrace.files.FilesSource;
import io.millrace.files.FormatNames;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a definition from files to files: bounded, in this process, with no service. */
public final class FileRun {
  private final Definition definition;
  private final Map<String, FileInput> files = new LinkedHashMap<>();
  private final OutputFolder folder;
  private final PrintWriter progress;

  /**
   * Checks everything that can be checked before the run.
   *
   * @param files files by input
   * @param formats format names by input, for inputs where the file's name does not tell, or lies
   * @param folder where the results go
   * @param progress where progress is shown
   * @throws MillraceException if an input or the output folder is refused
   */
  public FileRun(
      Definition definition,
      Map<String, List<Path>> files,
      Map<String, String> formats,
      Path folder,
      PrintWriter progress) {
    this.definition = definition;
    this.folder = new OutputFolder(folder);
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
    this.folder.prepare(definition.outputs().keySet());
  }

  private static Format format(
      InputDefinition input, List<Path> files, Map<String, String> formats) {
    Optional<String> told =
        Optional.ofNullable(formats.get(input.name())).or(() -> FormatNames.of(files.get(0)));
    String name = told.orElse(input.format().name());
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
    return input.format().named(name).format(input.mapping(), input.writers(List.of()));
  }

  /**
   * Runs to the end of the files and writes the results and their summary.
   *
   * @throws MillraceException if the run fails, or an input could not be read to its end
   */
  public RunSummary run() {
    Configuration configuration = EmbeddedFlink.bounded();
    PipelineJars.ship(definition, configuration, configuration);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    FolderOutputs outputs = new FolderOutputs(folder);
    PipelineWiring.wire(environment, definition, new FileBinding(files, outputs));
    outputs.writeAsides();
    RunSummary summary = RunSummary.of(definition, execute(environment));
    folder.writeSummary(summary.inputs(), summary.outputs(), summary.warnings());
    return summary;
  }

  private Map<String, Object> execute(StreamExecutionEnvironment environment) {
    try {
      JobClient job = environment.executeAsync(definition.name());
      return BoundedJob.await(job, definition.inputs().keySet(), OptionalLong.empty(), progress);
    } catch (Exception failure) {
      throw EmbeddedFlink.explain(definition.name(), failure);
    }
  }
}
