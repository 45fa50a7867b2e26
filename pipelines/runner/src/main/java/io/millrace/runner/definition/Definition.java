package io.millrace.runner.definition;

import io.millrace.runner.yaml.Node;
import io.millrace.sdk.Pipeline;
import java.util.List;
import java.util.Map;

/**
 * A definition with everything in it resolved: the one file that names a pipeline, its inputs,
 * parameters, outputs and tests.
 *
 * @param name the pipeline, {@code domain/name}
 * @param about one sentence
 * @param pipeline the logic
 * @param parameters the logic's parameters, bound and within their ranges
 * @param tests those of this definition, and not of one that it uses
 * @param text the definition as it stands after {@code uses:} and {@code --set}
 */
public record Definition(
    String name,
    String about,
    Pipeline<?> pipeline,
    Record parameters,
    Map<String, InputDefinition> inputs,
    Map<String, OutputDefinition> outputs,
    List<TestDefinition> tests,
    Node.Mapping text) {

  /** This definition with the parameters that a test sets. */
  public Definition in(TestDefinition test) {
    return with(pipeline, test.parameters().orElse(parameters));
  }

  /** This definition with the same logic, planned otherwise. */
  public Definition with(Pipeline<?> planned) {
    return with(planned, parameters);
  }

  /** The same logic under another name, with other places to read from and write to. */
  public Definition as(
      String otherName,
      Map<String, InputDefinition> otherInputs,
      Map<String, OutputDefinition> otherOutputs) {
    return new Definition(
        otherName, about, pipeline, parameters, otherInputs, otherOutputs, tests, text);
  }

  private Definition with(Pipeline<?> logic, Record settings) {
    return new Definition(name, about, logic, settings, inputs, outputs, tests, text);
  }
}
