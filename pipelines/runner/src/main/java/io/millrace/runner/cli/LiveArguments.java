package io.millrace.runner.cli;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.environment.Environment;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of every verb that starts a live run. */
final class LiveArguments {
  @Mixin private EnvironmentArguments environment;

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description =
          "Starts from this savepoint or checkpoint; else from the latest of the deployment, if"
              + " there is one.")
  private String savepoint;

  boolean given() {
    return environment.given();
  }

  Map<String, String> options() {
    return environment.options();
  }

  Optional<String> savepoint() {
    return Optional.ofNullable(savepoint);
  }

  /** Reads the environment, or throws with all that is wrong with it. */
  Environment environment(Definition definition) {
    return environment.environment(definition);
  }
}
