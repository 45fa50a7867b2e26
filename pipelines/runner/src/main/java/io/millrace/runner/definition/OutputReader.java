package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads one entry of {@code outputs}. */
final class OutputReader {
  /** The name is part of a file name, a stage id and, by default, of nothing else. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  private static final List<String> RESERVED = List.of("late", "dead-letters", "summary");

  private final List<Problem> problems;

  OutputReader(List<Problem> problems) {
    this.problems = problems;
  }

  OutputDefinition read(String name, Mapping mapping) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      String message =
          "output '"
              + name
              + "': a name is a-z, 0-9, '_' and '-', and none of "
              + String.join(", ", RESERVED);
      problems.add(new Problem(mapping.place(), ErrorCode.OUT_OF_RANGE, message));
    }
    String owner = "output '" + name + "'";
    try (MappingReader reader = new MappingReader(mapping, owner, problems)) {
      if (!reader.has("key")) {
        reader.missing("key", "key: [source, window_start]");
      }
      Map<String, String> targets = targets(reader, owner);
      return new OutputDefinition(
          name,
          mapping.place(),
          reader.texts("key"),
          Optional.ofNullable(targets.get("kafka")),
          Optional.ofNullable(targets.get("postgres")));
    }
  }

  private Map<String, String> targets(MappingReader reader, String owner) {
    Map<String, String> targets = new TreeMap<>();
    Optional<Node> to = reader.node("to");
    List<Node> items =
        to.map(node -> node instanceof Sequence list ? list.items() : List.of(node))
            .orElse(List.of());
    for (Node item : items) {
      if (!(item instanceof Mapping target)) {
        String message =
            "'to' holds " + item.kind() + "; expected {kafka: topic} or {postgres: table}";
        problems.add(new Problem(item.place(), ErrorCode.WRONG_TYPE, message));
        continue;
      }
      try (MappingReader inner = new MappingReader(target, "'to' of " + owner, problems)) {
        for (String kind : List.of("kafka", "postgres")) {
          Optional<String> named = inner.text(kind);
          if (named.isPresent() && targets.putIfAbsent(kind, named.get()) != null) {
            String message = "a second target of " + kind + "; an output goes to one";
            inner.problem(kind, ErrorCode.CONFLICT, message);
          }
        }
      }
    }
    return targets;
  }
}
