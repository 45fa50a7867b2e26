package io.millrace.runner.testing;

import io.millrace.runner.definition.Expectation.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What passes between a test and its jobs, which run in this JVM and find it by its id, for nothing
 * but texts travels with a job.
 */
final class Script implements AutoCloseable {
  private static final Map<String, Script> OPEN = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final Map<String, ScriptedInput> inputs = new LinkedHashMap<>();
  private final Map<Subject, List<String>> rows = new ConcurrentHashMap<>();

  private Script(Set<String> inputs) {
    inputs.forEach(name -> this.inputs.put(name, new ScriptedInput()));
  }

  static Script open(Set<String> inputs) {
    Script script = new Script(inputs);
    OPEN.put(script.id, script);
    return script;
  }

  /** The script that a job belongs to. */
  static Script of(String id) {
    Script script = OPEN.get(id);
    if (script == null) {
      throw new IllegalStateException("The test of this job is over, or in another JVM");
    }
    return script;
  }

  String id() {
    return id;
  }

  ScriptedInput input(String name) {
    return inputs.get(name);
  }

  /** Completes when all that was sent has happened. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(
        inputs.values().stream().map(ScriptedInput::settled).toArray(CompletableFuture[]::new));
  }

  /** Keeps a row, as JSON, that left the pipeline. */
  void collect(Subject subject, String row) {
    rows.compute(
        subject,
        (key, before) -> {
          List<String> all = before == null ? new ArrayList<>() : before;
          all.add(row);
          return all;
        });
  }

  /** The rows that left the pipeline, as JSON, in their order. */
  List<String> collected(Subject subject) {
    return List.copyOf(rows.getOrDefault(subject, List.of()));
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }
}
