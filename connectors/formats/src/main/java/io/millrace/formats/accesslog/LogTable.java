package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.schemas.cdn.EdgeRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A layout whose fields have names: what each of them says, best first. */
final class LogTable {
  /** Fields of the schema are filled from what a layout says of them, and from nothing else. */
  static final Map<String, List<String>> COLUMNS = columns();

  /** What the first of some fields says that a line has. */
  private record Rule(Meaning meaning, List<String> names) {}

  private final List<Rule> rules = new ArrayList<>();

  /** In the order in which they are read: what a later one builds on comes first. */
  LogTable rule(Meaning meaning, String... names) {
    rules.add(new Rule(meaning, List.of(names)));
    return this;
  }

  /** Fills the columns from the fields of a line. */
  void read(Map<String, String> fields, Map<String, String> columns) throws BadRecordException {
    for (Rule rule : rules) {
      for (String name : rule.names) {
        String text = fields.get(name);
        if (text != null) {
          rule.meaning.fill(name, text, columns);
          break;
        }
      }
    }
    Meanings.complete(columns);
  }

  private static Map<String, List<String>> columns() {
    Map<String, List<String>> columns = new HashMap<>();
    EdgeRequest.getClassSchema()
        .getFields()
        .forEach(field -> columns.put(field.name(), List.of(field.name())));
    for (String unsaid : List.of("source", "epoch", "sequence", "tier")) {
      columns.put(unsaid, List.of());
    }
    return Map.copyOf(columns);
  }
}
