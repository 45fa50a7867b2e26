package io.millrace.runner.definition;

import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** Reads what one test expects. */
final class ExpectationReader {
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  private final Map<String, RowReader> inputs;
  private final Set<String> inputNames;
  private final Set<String> outputNames;
  private final List<Problem> problems;
  private final Map<Subject, Expectation> expected = new LinkedHashMap<>();

  ExpectationReader(
      Map<String, RowReader> inputs,
      Set<String> inputNames,
      Set<String> outputNames,
      List<Problem> problems) {
    this.inputs = inputs;
    this.inputNames = inputNames;
    this.outputNames = outputNames;
    this.problems = problems;
  }

  /** Reads the value of {@code expect}. */
  List<Expectation> read(Node node) {
    if (node instanceof Mapping expect) {
      expect.values().forEach((key, value) -> read(key, expect.keys().get(key), value));
    } else if (!isNothing(node)) {
      refuse(node, "expect is " + node.kind() + "; expected such as 'rollup: [{source: m1}]'");
    }
    return List.copyOf(expected.values());
  }

  private void read(String key, Place place, Node value) {
    if (key.equals("no_rows")) {
      noRows(value);
    } else if (Expectation.WORDS.contains(key)) {
      ofInputs(Kind.valueOf(key.toUpperCase(Locale.ROOT)), value);
    } else if (outputNames.contains(key)) {
      add(new Subject(Kind.OUTPUT, key), place, value, Optional.empty());
    } else {
      Collection<String> known = new TreeSet<>(outputNames);
      known.addAll(Expectation.WORDS);
      unknown("output '" + key + "'" + Suggestions.of(key, known), place);
    }
  }

  private void noRows(Node value) {
    for (Node item : items(value)) {
      if (!(item instanceof Scalar scalar) || scalar.text() == null) {
        refuse(item, "no_rows is " + item.kind() + "; expected outputs");
      } else if (outputNames.contains(scalar.text())) {
        Subject subject = new Subject(Kind.OUTPUT, scalar.text());
        put(new Expectation(subject, item.place(), Optional.of(0L), Optional.empty()));
      } else {
        String known = Suggestions.of(scalar.text(), outputNames);
        unknown("output '" + scalar.text() + "'" + known, item.place());
      }
    }
  }

  private void ofInputs(Kind kind, Node value) {
    if (!(value instanceof Mapping byInput)) {
      refuse(value, kind.key() + " is " + value.kind() + "; expected counts or rows by input");
      return;
    }
    byInput
        .values()
        .forEach(
            (name, rows) -> {
              Place place = byInput.keys().get(name);
              if (inputNames.contains(name)) {
                Optional<Schema> schema =
                    kind == Kind.DEAD
                        ? Optional.of(DeadLetter.getClassSchema())
                        : Optional.ofNullable(inputs.get(name)).map(RowReader::schema);
                add(new Subject(kind, name), place, rows, schema);
              } else {
                unknown("input '" + name + "'" + Suggestions.of(name, inputNames), place);
              }
            });
  }

  private void add(Subject subject, Place place, Node value, Optional<Schema> schema) {
    if (isNothing(value)) {
      put(new Expectation(subject, place, Optional.empty(), Optional.empty()));
    } else if (value instanceof Scalar scalar) {
      Optional<Long> count =
          Optional.of(scalar.text()).filter(COUNT.asMatchPredicate()).map(Long::valueOf);
      if (count.isEmpty()) {
        refuse(value, subject + " is " + value.kind() + "; expected rows, or how many");
      }
      put(new Expectation(subject, place, count, Optional.empty()));
    } else {
      List<Mapping> rows = new ArrayList<>();
      for (Node item : items(value)) {
        if (item instanceof Mapping row) {
          rows.add(row);
          schema.ifPresent(known -> RowFields.check(row, known, problems));
        } else {
          refuse(item, "a row of " + subject + " is " + item.kind() + "; expected fields");
        }
      }
      put(new Expectation(subject, place, Optional.empty(), Optional.of(rows)));
    }
  }

  private void put(Expectation expectation) {
    Expectation first = expected.putIfAbsent(expectation.subject(), expectation);
    if (first != null) {
      String message = expectation.subject() + " is expected twice; first at " + first.place();
      problems.add(new Problem(expectation.place(), ErrorCode.CONFLICT, message));
    }
  }

  private static boolean isNothing(Node node) {
    return node instanceof Scalar scalar && scalar.text() == null;
  }

  private static List<Node> items(Node node) {
    return node instanceof Sequence list ? list.items() : List.of(node);
  }

  private void unknown(String what, Place place) {
    problems.add(new Problem(place, ErrorCode.UNKNOWN_NAME, "no " + what));
  }

  private void refuse(Node node, String message) {
    problems.add(new Problem(node.place(), ErrorCode.WRONG_TYPE, message));
  }
}
