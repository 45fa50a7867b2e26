package io.millrace.runner.cli;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.launch.PipelineJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The argument that says where pipelines named by {@code java:} are. */
final class PipelineClasses {
  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "A jar with the pipeline that 'java:' names; it goes along with the job.")
  private List<Path> jars = new ArrayList<>();

  /** Reads definitions whose pipelines are in the jars, or in ours. */
  DefinitionReader reader() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = PipelineJars.of(jars, thread.getContextClassLoader());
    // Flink looks up the classes of a job that is being built in the loader of the thread.
    thread.setContextClassLoader(loader);
    return new DefinitionReader(Catalog.shipped(), loader);
  }
}
