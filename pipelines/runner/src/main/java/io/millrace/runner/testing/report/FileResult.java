package io.millrace.runner.testing.report;

import io.millrace.runner.testing.TestResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of the tests of one definition.
 *
 * @param definition as it was asked for
 * @param tests in their order
 * @param refusal why no test could run, with a problem on each line
 * @param updated names of tests whose expectations were rewritten
 */
public record FileResult(
    String definition, List<TestResult> tests, Optional<String> refusal, Set<String> updated) {

  /** How many tests failed. */
  public long failed() {
    return tests.stream().filter(test -> !test.passed()).count();
  }

  /** Whether the definition is good and all its tests passed. */
  public boolean passed() {
    return refusal.isEmpty() && failed() == 0;
  }
}
