package io.millrace.runner.lint;

import io.millrace.runner.definition.ClashingTargets;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Finds what a live run of a definition would lack in an environment. */
final class EnvironmentFit {
  private EnvironmentFit() {}

  static List<Problem> problems(Definition definition, Environment environment) {
    List<Problem> problems = new ArrayList<>();
    Place top = environment.text().place();
    if (environment.kafka().isEmpty()) {
      problems.add(lacks(top, definition, "kafka: {bootstrap: localhost:9092}"));
    }
    boolean tables =
        definition.outputs().values().stream().anyMatch(out -> out.table().isPresent());
    if (tables && environment.postgres().isEmpty()) {
      problems.add(lacks(top, definition, "postgres: {url: ..., user: ..., password-file: ...}"));
    }
    boolean archives = definition.outputs().values().stream().anyMatch(out -> out.archive());
    if (archives && environment.archive().isEmpty()) {
      problems.add(lacks(top, definition, "archive: {path: s3://bucket/archive}"));
    }
    for (InputDefinition input : definition.inputs().values()) {
      if (input.topic().isEmpty()) {
        String message = "a live run needs 'from: {kafka: TOPIC}' of input '" + input.name() + "'";
        problems.add(new Problem(input.place(), ErrorCode.MISSING_KEY, message));
      }
    }
    for (OutputDefinition output : definition.outputs().values()) {
      if (!output.hasTarget()) {
        String message =
            "a live run needs 'to: [{kafka: TOPIC}, {postgres: TABLE}]' of output '%s'"
                .formatted(output.name());
        problems.add(new Problem(output.place(), ErrorCode.MISSING_KEY, message));
      }
    }
    problems.addAll(ClashingTargets.of(definition.text(), environment::named));
    return problems;
  }

  private static Problem lacks(Place top, Definition definition, String example) {
    String message = definition.name() + " needs '" + example + "' in its environment";
    return new Problem(top, ErrorCode.MISSING_KEY, message);
  }
}
