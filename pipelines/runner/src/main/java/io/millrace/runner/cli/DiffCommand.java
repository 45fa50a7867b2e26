package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.diff.DiffReport;
import io.millrace.runner.diff.DiffRun;
import io.millrace.runner.diff.compare.ResultRange;
import io.millrace.runner.diff.compare.RowDifferences;
import io.millrace.runner.diff.compare.Tolerance;
import io.millrace.runner.diff.report.HtmlReport;
import io.millrace.runner.diff.report.JsonReport;
import io.millrace.runner.diff.report.TextReport;
import io.millrace.runner.diff.source.Manifest;
import io.millrace.runner.diff.source.ResultSource;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: two results of one pipeline. */
@Command(
    name = "diff",
    description = {
      "Compares two results of the same pipeline, result by result: by key and window, what stands"
          + " of each.",
      "A and B: a folder that a run on files or a replay has written, kafka:TOPIC,"
          + " postgres:TABLE, or live, where the definition sends its outputs.",
      "Exits with 0 if they are equal, 1 if they differ, 2 if they could not be compared."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = DiffCommand.NOT_COMPARED)
final class DiffCommand implements Callable<Integer> {
  static final int DIFFERENT = 1;

  /** As diff and cmp have it, so that a script can tell trouble from a difference. */
  static final int NOT_COMPARED = 2;

  private static final String STANDARD_OUTPUT = "-";
  private static final int MOST_IN_PAGE = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private PipelineClasses classes;
  @Mixin private EnvironmentArguments environmentArguments;

  @Parameters(index = "0", paramLabel = "A", description = "The one.")
  private String a;

  @Parameters(index = "1", paramLabel = "B", description = "The other.")
  private String b;

  @Option(
      names = "--definition",
      paramLabel = "DEF",
      description =
          "The definition that made them: a file, or a name from the catalog. That of the manifest"
              + " of a replay, if not given.")
  private String reference;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      split = ",",
      description = "The outputs to compare; all, if not given.")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "FIELD",
      split = ",",
      description = "Fields that may differ, beside revision and status; 'a.b' is field b in a.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--tolerance",
      paramLabel = "[FIELD=]T",
      split = ",",
      description =
          "How far numbers may lie apart, in a field or in all: 0.01, or 1%% of the greater.")
  private List<String> tolerances = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Compares windows that begin at this time or later; else where a replay did.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Compares windows that have ended by this time; else where a replay did.")
  private String to;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many differences of each output the text shows; 20 if not given.")
  private int most;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all differences as JSON; '-' to standard output, in place of the text.")
  private String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with plots, which opens without a network.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    if (most < 0) {
      throw usage("--most is " + most + "; expected 0 or more");
    }
    RowDifferences rows = rows();
    ResultRange asked = new ResultRange(instant("--from", from), instant("--to", to));
    ResultSource sourceA = ResultSource.of(a);
    ResultSource sourceB = ResultSource.of(b);
    Definition definition = definition(sourceA, sourceB);
    Optional<LiveServices> services =
        sourceA.needsServices() || sourceB.needsServices()
            ? Optional.of(
                new LiveServices(definition, environmentArguments.environment(definition)))
            : Optional.empty();
    DiffReport report =
        new DiffRun(definition, sourceA, sourceB, services).compare(outputs, asked, rows);
    write(report);
    return report.isEqual() ? 0 : DIFFERENT;
  }

  private Definition definition(ResultSource sourceA, ResultSource sourceB) {
    DefinitionReader reader = classes.reader();
    if (reference != null) {
      return reader.find(reference, Map.of());
    }
    Manifest manifest =
        Stream.of(sourceA, sourceB)
            .flatMap(source -> source.manifest().stream())
            .filter(one -> one.definition().isPresent())
            .findFirst()
            .orElseThrow(
                () -> usage("Missing required option: '--definition=DEF', for no manifest has it"));
    return reader.read(
        manifest.file() + " (definition)", manifest.definition().orElseThrow(), Map.of());
  }

  private RowDifferences rows() {
    Map<String, Tolerance> byField = new HashMap<>();
    Optional<Tolerance> others = Optional.empty();
    for (String text : tolerances) {
      int sign = text.indexOf('=');
      Tolerance tolerance =
          Tolerance.parse(text.substring(sign + 1))
              .orElseThrow(
                  () -> usage("--tolerance is '" + text + "'; expected " + Tolerance.EXPECTED));
      if (sign < 0) {
        others = Optional.of(tolerance);
      } else {
        byField.put(text.substring(0, sign), tolerance);
      }
    }
    return new RowDifferences(ignored, byField, others);
  }

  private Optional<Instant> instant(String option, String text) {
    try {
      return Optional.ofNullable(text).map(time -> OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException noTime) {
      throw usage(option + " is '" + text + "'; expected a time such as 2026-01-01T00:00:00Z");
    }
  }

  private void write(DiffReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!STANDARD_OUTPUT.equals(json)) {
      new TextReport(out, most).write(report);
      out.flush();
    }
    if (STANDARD_OUTPUT.equals(json)) {
      JsonReport.write(report, out);
    } else if (json != null) {
      toFile(Path.of(json), target -> JsonReport.write(report, target));
    }
    if (html != null) {
      toFile(html, target -> HtmlReport.write(report, Math.max(most, MOST_IN_PAGE), target));
    }
  }

  private interface Report {
    void write(Writer target) throws IOException;
  }

  private static void toFile(Path file, Report report) {
    try (Writer target = Files.newBufferedWriter(file)) {
      report.write(target);
    } catch (IOException | UncheckedIOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, file + ": the report can't be written", failure);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
