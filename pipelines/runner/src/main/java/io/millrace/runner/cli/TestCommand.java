package io.millrace.runner.cli;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.testing.DefinitionTests;
import io.millrace.runner.testing.TestResult;
import io.millrace.runner.testing.report.FileResult;
import io.millrace.runner.testing.report.JsonReport;
import io.millrace.runner.testing.report.TextReport;
import io.millrace.runner.testing.update.ExpectationUpdate;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: the tests in definitions. */
@Command(
    name = "test",
    description = "Runs the tests in definitions, in this process, with no service.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PipelineClasses classes;

  @Parameters(
      paramLabel = "DEF",
      arity = "1..*",
      description = "Definitions: files, or names from the catalog (see: millrace list).")
  private List<String> references;

  @Option(
      names = "--set",
      paramLabel = "PARAMETER=VALUE",
      description = "Sets a parameter of the pipelines; the elements of a list joined by commas.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: {tests, failed, definitions: [...]}.")
  private ReportFormat format;

  @Option(
      names = "--update",
      description =
          "Writes what came into the expectations that failed. All else in the files stays as it"
              + " is.")
  private boolean update;

  private DefinitionReader reader;

  /** How results are said. */
  enum ReportFormat {
    TEXT,
    JSON
  }

  @Override
  public Integer call() {
    reader = classes.reader();
    PrintWriter out = spec.commandLine().getOut();
    TextReport report = new TextReport(out);
    List<FileResult> files = new ArrayList<>();
    try (DefinitionTests tests = new DefinitionTests()) {
      for (String reference : references) {
        FileResult file = run(reference, tests);
        files.add(file);
        if (format == ReportFormat.TEXT) {
          // Problems go where those of other verbs go; they begin with their place.
          file.refusal().ifPresent(spec.commandLine().getErr()::println);
          if (file.refusal().isEmpty()) {
            report.file(file);
          }
        }
      }
    }
    if (format == ReportFormat.JSON) {
      out.println(JsonReport.of(files));
    } else {
      report.summary(files);
    }
    out.flush();
    return files.stream().allMatch(FileResult::passed) ? 0 : Millrace.REFUSED;
  }

  private FileResult run(String reference, DefinitionTests tests) {
    try {
      List<TestResult> results = tests.run(definition(reference));
      if (!update || results.stream().allMatch(TestResult::passed)) {
        return new FileResult(reference, results, Optional.empty(), Set.of());
      }
      update(reference, results);
      Set<String> failed =
          results.stream()
              .filter(result -> !result.passed())
              .map(result -> result.test().name())
              .collect(Collectors.toSet());
      return new FileResult(reference, tests.run(definition(reference)), Optional.empty(), failed);
    } catch (MillraceException refused) {
      if (refused.code() == ErrorCode.INTERNAL) {
        throw refused;
      }
      return new FileResult(reference, List.of(), Optional.of(refused.getMessage()), Set.of());
    }
  }

  private Definition definition(String reference) {
    return reader.find(reference, values());
  }

  private Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    settings.forEach((name, text) -> values.put(name, Arrays.asList(text.split(",", -1))));
    return values;
  }

  private void update(String reference, List<TestResult> results) {
    if (Catalog.shipped().text(reference).isPresent()) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, reference + " is shipped; expectations are updated in files");
    }
    Path file = Path.of(reference);
    try {
      String updated = ExpectationUpdate.apply(Files.readString(file), results);
      // Before the file is touched: what can't be read back must not be written.
      reader.read(reference, updated, values());
      Files.writeString(file, updated);
    } catch (RefusedException spoilt) {
      throw new MillraceException(
          ErrorCode.INTERNAL, file + ": an update would spoil it: " + spoilt.getMessage(), spoilt);
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, file + ": the expectations can't be written", failure);
    }
  }
}
