package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes rows on one line, as a definition may have them. */
public final class RowText {
  /** Texts that stand for themselves in YAML; others are quoted. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_/]([A-Za-z0-9_./+:%~ -]*[A-Za-z0-9_./+%~-])?");

  /** Of these, texts that some reader of YAML takes for something else. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?i)null|true|false|yes|no|on|off|.*: .*"
              + "|[0-9][0-9_.]*(e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+");

  private RowText() {}

  /** Some fields of a row, where it has them. */
  public static String of(JsonNode row, Collection<String> fields) {
    return fields.stream()
        .filter(row::has)
        .map(field -> key(field) + ": " + of(row.get(field)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A value. */
  public static String of(JsonNode value) {
    if (value.isObject()) {
      List<String> names = new ArrayList<>();
      value.fieldNames().forEachRemaining(names::add);
      return of(value, names);
    } else if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(of(item)));
      return "[" + String.join(", ", items) + "]";
    }
    return value.isTextual() ? text(value.asText(), true) : value.toString();
  }

  /** What a definition says. */
  public static String of(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping.values().entrySet().stream()
          .map(entry -> key(entry.getKey()) + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (node instanceof Sequence list) {
      return list.items().stream().map(RowText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    String text = ((Scalar) node).text();
    return text == null ? "null" : text(text, false);
  }

  private static String key(String name) {
    return text(name, true);
  }

  private static String text(String text, boolean isText) {
    boolean plain = PLAIN.matcher(text).matches() && !(isText && OTHER.matcher(text).matches());
    return plain
        ? text
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
