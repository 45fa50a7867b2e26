package io.millrace.runner.definition;

import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code tests} of a definition. */
final class TestsReader {
  private final Map<String, RowReader> rows = new LinkedHashMap<>();
  private final Set<String> inputNames;
  private final Set<String> outputNames;
  private final Function<MappingReader, Optional<Record>> parameters;
  private final List<Problem> problems;

  /**
   * @param inputs those that could be read
   * @param inputNames all of them
   * @param parameters binds the parameters that a test sets, over those of the definition
   */
  TestsReader(
      Map<String, InputDefinition> inputs,
      Set<String> inputNames,
      Set<String> outputNames,
      Function<MappingReader, Optional<Record>> parameters,
      List<Problem> problems) {
    inputs.forEach((name, input) -> rows.put(name, new RowReader(input, problems)));
    this.inputNames = inputNames;
    this.outputNames = outputNames;
    this.parameters = parameters;
    this.problems = problems;
  }

  List<TestDefinition> read(List<Node> items) {
    List<TestDefinition> tests = new ArrayList<>();
    Map<String, Place> named = new LinkedHashMap<>();
    for (int index = 0; index < items.size(); index++) {
      if (items.get(index) instanceof Mapping mapping) {
        TestDefinition test = read(index, mapping);
        tests.add(test);
        Place first = named.putIfAbsent(test.name(), test.place());
        if (first != null) {
          String message = "a second test '" + test.name() + "'; the first is at " + first;
          problems.add(new Problem(test.place(), ErrorCode.CONFLICT, message));
        }
      } else {
        String message =
            "a test is " + items.get(index).kind() + "; expected the keys name, given and expect";
        problems.add(new Problem(items.get(index).place(), ErrorCode.WRONG_TYPE, message));
      }
    }
    return List.copyOf(tests);
  }

  private TestDefinition read(int index, Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "the test", problems)) {
      Optional<String> name =
          reader.requiredText("name", "name: a window closes when time passes its end");
      if (!reader.has("given")) {
        reader.missing("given", "given: [{readings: {source: m1, value: 1}}, {end: true}]");
      }
      List<TestStep> given = new StepReader(rows, inputNames, problems).read(reader);
      List<Expectation> expected =
          reader
              .node("expect")
              .map(new ExpectationReader(rows, inputNames, outputNames, problems)::read)
              .orElse(List.of());
      String exact = reader.text("exact").orElse("false");
      if (!Set.of("true", "false").contains(exact)) {
        String message = "exact is '" + exact + "'; expected true or false";
        reader.problem("exact", ErrorCode.WRONG_TYPE, message);
      }
      return new TestDefinition(
          name.orElse(""),
          mapping.place(),
          index,
          given,
          expected,
          reader.has("parameters") ? parameters.apply(reader) : Optional.empty(),
          exact.equals("true"));
    }
  }
}
