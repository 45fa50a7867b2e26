package io.millrace.runner.testing.update;

import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.testing.TestResult;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.RowText;
import io.millrace.runner.testing.compare.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Writes what came into the expectations of a definition. Whatever is as expected stays as it is
 * written, and so does the rest of the text, with its comments: only values, rows and lists that
 * differ are exchanged.
 */
public final class ExpectationUpdate {
  private final YamlSource source;
  private final TextEdits edits;

  private ExpectationUpdate(String text) {
    this.source = new YamlSource(text);
    this.edits = new TextEdits(text);
  }

  /**
   * The text of a definition with what came of its tests.
   *
   * @param text from which the definition was read
   */
  public static String apply(String text, List<TestResult> results) {
    ExpectationUpdate update = new ExpectationUpdate(text);
    Optional<Node> tests = YamlSource.value(update.source.top(), List.of("tests"));
    for (TestResult result : results) {
      if (!result.passed() && tests.isPresent()) {
        Node test = YamlSource.items(tests.get()).get(result.test().index());
        update.apply(test, result);
      }
    }
    return update.edits.apply();
  }

  private void apply(Node test, TestResult result) {
    if (result.test().expected().isEmpty()) {
      expectAll(test, result.came());
    }
    for (Difference difference : result.differences()) {
      Subject subject = difference.expectation().subject();
      List<String> path =
          subject.kind() == Kind.OUTPUT
              ? List.of("expect")
              : List.of("expect", subject.kind().key());
      // What 'no_rows' says has no entry of its own, and was meant as it is.
      YamlSource.value(test, path)
          .flatMap(parent -> entry(parent, subject.name()))
          .ifPresent(entry -> new SubjectUpdate(source, edits, entry).apply(difference));
    }
  }

  private Optional<SubjectUpdate.Entry> entry(Node parent, String name) {
    return YamlSource.entry(parent, name)
        .map(
            tuple ->
                new SubjectUpdate.Entry(
                    tuple.getKeyNode(), tuple.getValueNode(), YamlSource.isFlow(parent)));
  }

  /** Writes all that came, where a test says nothing yet. */
  private void expectAll(Node test, Map<Subject, Rows> came) {
    List<String> outputs = new ArrayList<>();
    List<String> others = new ArrayList<>();
    boolean flow = YamlSource.isFlow(test);
    String indent = edits.lineEnd() + " ".repeat(source.column(test) + 2);
    came.forEach(
        (subject, rows) -> {
          if (subject.kind() == Kind.OUTPUT) {
            List<String> texts = rows.rows().stream().map(RowText::of).toList();
            outputs.add(subject.name() + ":" + list(texts, flow, indent + "  "));
          } else if (!rows.rows().isEmpty()) {
            others.add(
                "%s: {%s: %d}".formatted(subject.kind().key(), subject.name(), rows.rows().size()));
          }
        });
    outputs.addAll(others);
    String expect =
        flow
            ? "expect: {" + String.join(", ", outputs) + "}"
            : "expect:" + indent + String.join(indent, outputs);
    Optional<NodeTuple> empty = YamlSource.entry(test, "expect");
    if (empty.isPresent()) {
      int start = source.start(empty.get().getKeyNode());
      int end =
          Math.max(source.end(empty.get().getValueNode()), edits.text().indexOf(':', start) + 1);
      edits.replace(start, end, expect);
    } else if (flow) {
      int brace = source.end(test) - 1;
      int last = edits.withoutBlanks(source.start(test), brace);
      edits.replace(last, last, ", " + expect);
    } else {
      int end = edits.lineEnd(edits.withoutBlanks(source.start(test), source.end(test)));
      edits.replace(end, end, edits.lineEnd() + " ".repeat(source.column(test)) + expect);
    }
  }

  /** Rows as the value of a key: in brackets, or each on a line of its own. */
  static String list(List<String> rows, boolean flow, String indent) {
    if (flow || rows.isEmpty()) {
      return " [" + String.join(", ", rows) + "]";
    }
    return indent + "- " + String.join(indent + "- ", rows);
  }
}
