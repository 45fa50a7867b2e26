package io.millrace.runner.cli;

import io.millrace.runner.scaffold.PipelineName;
import io.millrace.runner.scaffold.Scaffold;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new}: the first files of a pipeline. */
@Command(
    name = "new",
    description = {
      "Writes the first files of a pipeline, which pass lint and test as they are.",
      "sql: one file, a definition. java: a Maven project, whose jar goes with --jar."
    },
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
  /** What the logic is written in. */
  enum Language {
    SQL,
    JAVA
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "sql|java", description = "What the logic is written in.")
  private Language language;

  @Parameters(index = "1", paramLabel = "NAME", description = "Such as plant/line-temperature.")
  private String name;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "The folder for the files; by default this one, or for java one of that name.")
  private Path folder;

  @Override
  public Integer call() {
    PipelineName pipeline = new PipelineName(name);
    List<Path> written =
        language == Language.SQL
            ? Scaffold.sql(pipeline).write(folder == null ? Path.of("") : folder)
            : Scaffold.java(pipeline).write(folder == null ? Path.of(pipeline.last()) : folder);
    written.forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
