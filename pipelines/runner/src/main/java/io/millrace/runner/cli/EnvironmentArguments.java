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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The arguments of every verb that takes an environment. */
final class EnvironmentArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--env",
      paramLabel = "ENV",
      description = "The environment: where brokers, databases and secrets are.")
  private Path file;

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

  /** Reads the environment, or throws with all that is wrong with it. */
  Environment environment(Definition definition) {
    if (!given()) {
      throw new ParameterException(spec.commandLine(), "Missing required option: '--env=ENV'");
    }
    return read(file, definition);
  }

  /** Reads an environment, or throws with all that is wrong with it. */
  static Environment read(Path file, Definition definition) {
    try {
      return EnvironmentReader.read(file.toString(), Files.readString(file), definition.name());
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, file + ": the environment can't be read", failure);
    }
  }
}
