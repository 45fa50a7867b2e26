package io.millrace.runner.definition;

import io.millrace.formats.RawRecord;
import io.millrace.runner.definition.TestStep.Given;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the steps of one test: what is given. */
final class StepReader {
  private static final Mapping NOTHING = new Mapping(Place.of(""), Map.of(), Map.of());

  private final Map<String, RowReader> inputs;
  private final Set<String> inputNames;
  private final List<Problem> problems;

  private final List<TestStep> steps = new ArrayList<>();
  private final Map<String, Mapping> defaults = new LinkedHashMap<>();
  private long arrival = RawRecord.NO_TIME;
  private boolean ended;

  /**
   * @param inputs those that could be read
   * @param inputNames all of them
   */
  StepReader(Map<String, RowReader> inputs, Set<String> inputNames, List<Problem> problems) {
    this.inputs = inputs;
    this.inputNames = inputNames;
    this.problems = problems;
  }

  /** Reads {@code defaults} and {@code given} of a test. */
  List<TestStep> read(MappingReader test) {
    test.each(
        "defaults",
        (name, fields) -> {
          requireInput(name, test.mapping("defaults").orElseThrow().keys().get(name));
          defaults.put(name, fields);
          if (inputs.containsKey(name)) {
            RowFields.check(fields, inputs.get(name).schema(), problems);
          }
        });
    for (Node item : test.items("given")) {
      if (item instanceof Mapping step) {
        step.values().forEach((word, value) -> step(word, step.keys().get(word), value));
      } else {
        refuse(item, "a step is " + item.kind() + "; expected such as 'readings: {source: m1}'");
      }
    }
    return List.copyOf(steps);
  }

  private void step(String word, Place place, Node value) {
    if (ended) {
      String message = "nothing can follow 'end': the inputs are over";
      problems.add(new Problem(place, ErrorCode.CONFLICT, message));
    }
    switch (word) {
      case "advance" -> eachInput(word, value, this::advance);
      case "arrival" -> arrival = time(value).map(Instant::toEpochMilli).orElse(RawRecord.NO_TIME);
      case "idle" -> idle(value);
      case "malformed" -> eachInput(word, value, this::malformed);
      case "restart" -> requireTrue(word, value, new TestStep.Restart(place));
      case "end" -> {
        requireTrue(word, value, new TestStep.End(place));
        ended = true;
      }
      default -> rows(word, place, value);
    }
  }

  private void rows(String name, Place place, Node value) {
    if (!inputNames.contains(name)) {
      Collection<String> known = new TreeSet<>(inputNames);
      known.addAll(TestStep.WORDS);
      String message = "no input or step '" + name + "'" + Suggestions.of(name, known);
      problems.add(new Problem(place, ErrorCode.UNKNOWN_NAME, message));
      return;
    }
    List<Given> records = new ArrayList<>();
    for (Node item : items(value)) {
      if (!(item instanceof Mapping row)) {
        refuse(item, "a row of '" + name + "' is " + item.kind() + "; expected fields and values");
      } else if (inputs.containsKey(name)) {
        Mapping fallback = defaults.getOrDefault(name, NOTHING);
        inputs.get(name).event(row, fallback, arrival).ifPresent(records::add);
      }
    }
    steps.add(new TestStep.Records(place, name, List.copyOf(records)));
  }

  private void advance(String name, Node value) {
    time(value).ifPresent(time -> steps.add(new TestStep.Advance(value.place(), name, time)));
  }

  private void malformed(String name, Node value) {
    List<Given> records = new ArrayList<>();
    for (Node item : items(value)) {
      if (!(item instanceof Scalar scalar) || scalar.text() == null) {
        refuse(item, "a malformed record is " + item.kind() + "; expected its text");
      } else if (inputs.containsKey(name)) {
        inputs.get(name).malformed(scalar.text(), scalar.place(), arrival).ifPresent(records::add);
      }
    }
    steps.add(new TestStep.Records(value.place(), name, List.copyOf(records)));
  }

  private void idle(Node value) {
    for (Node item : items(value)) {
      if (!(item instanceof Scalar scalar) || scalar.text() == null) {
        refuse(item, "idle is " + item.kind() + "; expected an input");
      } else if (requireInput(scalar.text(), scalar.place())) {
        steps.add(new TestStep.Idle(scalar.place(), scalar.text()));
      }
    }
  }

  private interface InputStep {
    void read(String input, Node value);
  }

  private void eachInput(String word, Node value, InputStep step) {
    if (!(value instanceof Mapping byInput)) {
      refuse(value, word + " is " + value.kind() + "; expected '" + word + ": {INPUT: ...}'");
      return;
    }
    byInput
        .values()
        .forEach(
            (name, inner) -> {
              if (requireInput(name, byInput.keys().get(name))) {
                step.read(name, inner);
              }
            });
  }

  private boolean requireInput(String name, Place place) {
    if (!inputNames.contains(name)) {
      String message = "no input '" + name + "'" + Suggestions.of(name, inputNames);
      problems.add(new Problem(place, ErrorCode.UNKNOWN_NAME, message));
      return false;
    }
    return true;
  }

  private void requireTrue(String word, Node value, TestStep step) {
    if (value instanceof Scalar scalar && "true".equals(scalar.text())) {
      steps.add(step);
    } else {
      refuse(value, word + " is " + value.kind() + "; expected '" + word + ": true'");
    }
  }

  private Optional<Instant> time(Node value) {
    try {
      if (value instanceof Scalar scalar && scalar.text() != null) {
        return Optional.of(Instant.parse(scalar.text()));
      }
    } catch (DateTimeException noTime) {
      // Reported like every other value that is no time.
    }
    refuse(value, "expected a time such as 2026-01-31T12:00:00Z, found " + value.kind());
    return Optional.empty();
  }

  private static List<Node> items(Node node) {
    return node instanceof Sequence list ? list.items() : List.of(node);
  }

  private void refuse(Node node, String message) {
    problems.add(new Problem(node.place(), ErrorCode.WRONG_TYPE, message));
  }
}
