package io.millrace.runner.testing.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Difference.Missing;
import io.millrace.runner.testing.compare.Difference.Nearest;
import io.millrace.runner.testing.compare.ExpectedNumber;
import io.millrace.runner.testing.compare.FieldDifference;
import io.millrace.runner.testing.compare.RowText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Writes what came of one output, or of one input aside, over what is expected of it. */
final class SubjectUpdate {
  private final YamlSource source;
  private final TextEdits edits;
  private final Entry entry;

  /**
   * The expectation, as it is written.
   *
   * @param inFlow whether it stands within braces
   */
  record Entry(Node key, Node value, boolean inFlow) {}

  SubjectUpdate(YamlSource source, TextEdits edits, Entry entry) {
    this.source = source;
    this.edits = edits;
    this.entry = entry;
  }

  void apply(Difference difference) {
    if (difference.expectation().count().isPresent()) {
      String count = Integer.toString(difference.actual().rows().size());
      edits.replace(source.start(entry.value), source.end(entry.value), count);
    } else if (isBlock() && !difference.actual().rows().isEmpty()) {
      changeLines(difference);
    } else if (!changeValues(difference)) {
      rewrite(difference);
    }
  }

  private boolean isBlock() {
    return entry.value instanceof SequenceNode list
        && !YamlSource.isFlow(list)
        && !list.getValue().isEmpty();
  }

  /** Of rows on lines of their own, those that differ. */
  private void changeLines(Difference difference) {
    List<Node> rows = YamlSource.items(entry.value);
    List<Integer> added = new ArrayList<>(difference.unexpected());
    for (Missing missing : difference.missing()) {
      Node row = rows.get(missing.position());
      if (missing.nearest().isPresent()) {
        changeRow(row, missing.nearest().get());
      } else if (!added.isEmpty()) {
        String text = text(difference, added.remove(0));
        edits.replace(
            source.start(row), edits.withoutBlanks(source.start(row), source.end(row)), text);
      } else {
        int last = edits.withoutBlanks(source.start(row), source.end(row));
        int next = Math.min(edits.text().length(), edits.text().indexOf('\n', last) + 1);
        edits.replace(
            edits.lineStart(source.start(row)), next == 0 ? edits.text().length() : next, "");
      }
    }
    Node last = rows.get(rows.size() - 1);
    int end = edits.lineEnd(edits.withoutBlanks(source.start(last), source.end(last)));
    String indent = edits.lineEnd() + " ".repeat(source.column(entry.value));
    StringBuilder lines = new StringBuilder();
    added.forEach(position -> lines.append(indent).append("- ").append(text(difference, position)));
    if (!added.isEmpty()) {
      edits.replace(end, end, lines.toString());
    }
  }

  /** Of rows in brackets, the values that differ; false if whole rows do. */
  private boolean changeValues(Difference difference) {
    boolean values =
        difference.unexpected().isEmpty()
            && !difference.missing().isEmpty()
            && difference.missing().stream().allMatch(row -> row.nearest().isPresent());
    if (values) {
      List<Node> rows = YamlSource.items(entry.value);
      difference.missing().forEach(row -> changeRow(rows.get(row.position()), row.nearest().get()));
    }
    return values;
  }

  private void changeRow(Node row, Nearest came) {
    Map<String, JsonNode> unnamed = new LinkedHashMap<>();
    came.fields().stream()
        .filter(field -> field.path().size() > 1 && field.expected().isEmpty())
        .forEach(field -> changeWhole(field.path().get(0), row, came));
    for (FieldDifference field : came.fields()) {
      Optional<Node> value = YamlSource.value(row, field.path());
      if (value.isPresent()) {
        int start = source.start(value.get());
        int end = edits.withoutBlanks(start, source.end(value.get()));
        edits.replace(start, end, text(value.get(), field.actual()));
      } else if (field.path().size() == 1) {
        unnamed.put(field.field(), field.actual());
      }
    }
    if (!unnamed.isEmpty()) {
      name(unnamed, row);
    }
  }

  /** Writes a field anew that holds a record of which not all is named. */
  private void changeWhole(String name, Node row, Nearest came) {
    Node value = YamlSource.value(row, List.of(name)).orElseThrow();
    int start = source.start(value);
    int end = edits.withoutBlanks(start, source.end(value));
    edits.replace(start, end, RowText.of(came.actual().get(name)));
  }

  /** Adds fields to a row that has to name all of them. */
  private void name(Map<String, JsonNode> fields, Node row) {
    boolean flow = YamlSource.isFlow(row);
    int end = flow ? source.end(row) - 1 : source.end(row);
    int last = edits.withoutBlanks(source.start(row), end);
    boolean first = row instanceof MappingNode mapping && mapping.getValue().isEmpty();
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          String separator = flow ? ", " : edits.lineEnd() + " ".repeat(source.column(row));
          text.append(first && text.isEmpty() ? "" : separator)
              .append(name)
              .append(": ")
              .append(RowText.of(value));
        });
    edits.replace(last, last, text.toString());
  }

  private void rewrite(Difference difference) {
    List<String> texts = new ArrayList<>();
    Map<Integer, Missing> missing = new LinkedHashMap<>();
    difference.missing().forEach(row -> missing.put(row.position(), row));
    int expected = difference.expectation().rows().map(List::size).orElse(0);
    for (int position = 0; position < expected; position++) {
      if (!missing.containsKey(position)) {
        texts.add(asWritten(difference, position));
      } else if (missing.get(position).nearest().isPresent()) {
        texts.add(text(difference, missing.get(position).nearest().get().position()));
      }
    }
    difference.unexpected().forEach(position -> texts.add(text(difference, position)));
    if (difference.expectation().isOpen()) {
      for (int position = 0; position < difference.actual().rows().size(); position++) {
        texts.add(text(difference, position));
      }
    }
    boolean flow = entry.inFlow;
    String indent = edits.lineEnd() + " ".repeat(source.column(entry.key) + 2);
    int colon = edits.text().indexOf(':', source.end(entry.key)) + 1;
    int end = edits.withoutBlanks(colon, source.end(entry.value));
    edits.replace(colon, Math.max(colon, end), ExpectationUpdate.list(texts, flow, indent));
  }

  /** An expected row that came, on one line, with its tolerances. */
  private String asWritten(Difference difference, int position) {
    Node row = YamlSource.items(entry.value).get(position);
    return YamlSource.isFlow(row)
        ? edits.text().substring(source.start(row), source.end(row))
        : RowText.of(difference.expectation().rows().orElseThrow().get(position));
  }

  private static String text(Difference difference, int position) {
    Collection<String> fields = difference.fieldsToShow();
    return RowText.of(difference.actual().rows().get(position), fields);
  }

  /** The new value, within the tolerance that the old one had. */
  private static String text(Node before, JsonNode value) {
    boolean number = before instanceof ScalarNode && value.isNumber();
    String tolerance =
        number
            ? ExpectedNumber.parse(((ScalarNode) before).getValue())
                .map(ExpectedNumber::suffix)
                .orElse("")
            : "";
    return RowText.of(value) + tolerance;
  }
}
