package io.millrace.runner.replay;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.environment.Environment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a replay that writes into Kafka or PostgreSQL goes by: nothing that it could write to, or be
 * taken for, has the name of anything live. There is no option that gives it another name.
 */
final class Isolation {
  private final ReplayId id;
  private final Environment live;

  Isolation(ReplayId id, Environment live) {
    this.id = id;
    this.live = live;
  }

  /**
   * A definition that reads what it read and writes into topics, or tables, of the replay's own.
   *
   * @param into where its results go
   */
  Definition of(Definition definition, ReplayTarget into) {
    Map<String, InputDefinition> inputs = new LinkedHashMap<>();
    definition.inputs().forEach((name, input) -> inputs.put(name, input.from(topic(input))));
    Map<String, OutputDefinition> outputs = new LinkedHashMap<>();
    Map<String, String> targets = targets(definition, into);
    definition
        .outputs()
        .forEach((name, output) -> outputs.put(name, output(output, into, targets.get(name))));
    return definition.as(id.topic(definition.name()), inputs, outputs);
  }

  private Optional<String> topic(InputDefinition input) {
    return input.topic().map(live::named);
  }

  /** The live topic, or table, of each output, or one like its name; no two are the same. */
  private Map<String, String> targets(Definition definition, ReplayTarget into) {
    boolean topics = into == ReplayTarget.KAFKA;
    Map<String, String> targets = new HashMap<>();
    definition
        .outputs()
        .forEach(
            (name, output) ->
                (topics ? output.topic() : output.table())
                    .map(live::named)
                    .ifPresent(target -> targets.put(name, target)));
    for (String name : definition.outputs().keySet()) {
      if (!targets.containsKey(name)) {
        String free = topics ? definition.name().replace('/', '.') + "." + name : name;
        while (targets.containsValue(free)) {
          free += "_";
        }
        targets.put(name, free);
      }
    }
    return targets;
  }

  private OutputDefinition output(OutputDefinition output, ReplayTarget into, String target) {
    return new OutputDefinition(
        output.name(),
        output.place(),
        output.key(),
        into == ReplayTarget.KAFKA ? Optional.of(id.topic(target)) : Optional.empty(),
        output.json(),
        into == ReplayTarget.POSTGRES ? Optional.of(id.table(target)) : Optional.empty(),
        false,
        true);
  }

  /** The environment, with a deployment of the replay's own, and names that are what they are. */
  Environment environment(Definition definition, int parallelism) {
    Environment.Deployment deployment = live.deployment();
    return live.as(
        new Environment.Deployment(
            id.deployment(definition.name()),
            0,
            OptionalInt.of(parallelism),
            deployment.checkpointInterval(),
            deployment.state()));
  }
}
