package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.util.List;
import java.util.Optional;
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
      Targets targets = new Targets();
      for (Node item : reader.items("to")) {
        readTarget(item, owner, targets);
      }
      String delivery = choice(reader, "delivery", List.of("exactly-once", "at-least-once"));
      return new OutputDefinition(
          name,
          mapping.place(),
          reader.texts("key"),
          Optional.ofNullable(targets.topic),
          targets.json,
          Optional.ofNullable(targets.table),
          targets.archive,
          delivery.equals("exactly-once"));
    }
  }

  /** What has been read of {@code to} so far. */
  private static final class Targets {
    private String topic;
    private boolean json;
    private String table;
    private boolean archive;
  }

  private void readTarget(Node item, String owner, Targets targets) {
    if (!(item instanceof Mapping target)) {
      String message =
          "'to' holds "
              + item.kind()
              + "; expected {kafka: topic}, {postgres: table} or {archive: true}";
      problems.add(new Problem(item.place(), ErrorCode.WRONG_TYPE, message));
      return;
    }
    try (MappingReader reader = new MappingReader(target, "'to' of " + owner, problems)) {
      Optional<String> topic = reader.text("kafka");
      Optional<String> table = reader.text("postgres");
      if (topic.isPresent() && targets.topic != null) {
        reader.problem("kafka", ErrorCode.CONFLICT, "a second topic; an output goes to one");
      }
      if (table.isPresent() && targets.table != null) {
        reader.problem("postgres", ErrorCode.CONFLICT, "a second table; an output goes to one");
      }
      topic.ifPresent(
          name -> {
            targets.topic = name;
            targets.json = choice(reader, "format", List.of("avro", "json")).equals("json");
          });
      table.ifPresent(name -> targets.table = name);
      if (reader.has("archive")) {
        targets.archive = choice(reader, "archive", List.of("true")).equals("true");
      }
    }
  }

  /** One of several words; the first if the key is absent. */
  private static String choice(MappingReader reader, String key, List<String> allowed) {
    String chosen = reader.text(key).orElse(allowed.get(0));
    if (!allowed.contains(chosen)) {
      String message = key + " is '" + chosen + "'; expected " + String.join(" or ", allowed);
      reader.problem(key, ErrorCode.OUT_OF_RANGE, message);
    }
    return chosen;
  }
}
