package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The arguments of every verb that starts a live run. */
final class LiveArguments {
  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "The environment: where brokers, databases and secrets are.")
  private Path file;

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description =
          "Starts from this savepoint or checkpoint; else from the latest of the deployment, if"
              + " there is one.")
  private String savepoint;

  @Option(
      names = "-D",
      paramLabel = "OPTION=VALUE",
      description = "An option of Flink, which overrides the environment's.")
  private Map<String, String> options = new LinkedHashMap<>();

  boolean given() {
    return file != null;
  }

  Map<String, String> options() {
    return options;
  }

  Optional<String> savepoint() {
    return Optional.ofNullable(savepoint);
  }

  /** Reads the environment, or throws with all that is wrong with it. */
  Environment environment(Definition definition) {
    return environment(file, definition);
  }

  /** Reads an environment, or throws with all that is wrong with it. */
  static Environment environment(Path file, Definition definition) {
    try {
      return EnvironmentReader.read(file.toString(), Files.readString(file), definition.name());
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, file + ": the environment can't be read", failure);
    }
  }
}
