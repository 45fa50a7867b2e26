package io.millrace.runner.testing;

import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.TestDefinition;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Rows;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one test.
 *
 * @param failure why nothing could be compared
 * @param differences from what was expected
 * @param came what left the pipeline; nothing if the test could not be run to its end
 */
public record TestResult(
    TestDefinition test,
    Optional<String> failure,
    List<Difference> differences,
    Map<Subject, Rows> came) {

  /** Whether all came as expected. */
  public boolean passed() {
    return failure.isEmpty() && differences.isEmpty();
  }
}
