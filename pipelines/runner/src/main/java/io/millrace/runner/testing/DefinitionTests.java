package io.millrace.runner.testing;

import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.Expectation;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.RowFields;
import io.millrace.runner.definition.TestDefinition;
import io.millrace.runner.testing.compare.Comparison;
import io.millrace.runner.testing.compare.Difference;
import io.millrace.runner.testing.compare.Rows;
import io.millrace.runner.yaml.Problem;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.sdk.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Runs the tests of definitions, with no service: in a Flink inside this process, which is started
 * when the first test needs it, and serves them all.
 */
public final class DefinitionTests implements AutoCloseable {
  private TestCluster cluster;

  /**
   * What is wrong with the tests of a definition that only its pipeline can tell: fields of results
   * that there are not.
   *
   * @throws MillraceException if definition and pipeline do not fit together
   */
  public static List<Problem> check(Definition definition) {
    if (definition.tests().isEmpty()) {
      return List.of();
    }
    Map<String, Schema> results = TestRun.results(definition);
    List<Problem> problems = new ArrayList<>();
    for (TestDefinition test : definition.tests()) {
      for (Expectation expectation : test.expected()) {
        if (expectation.subject().kind() == Kind.OUTPUT) {
          Schema schema = results.get(expectation.subject().name());
          expectation
              .rows()
              .ifPresent(rows -> rows.forEach(row -> RowFields.check(row, schema, problems)));
        }
      }
    }
    return problems;
  }

  /**
   * Runs all tests of a definition, one after another.
   *
   * @throws RefusedException if a test expects fields that results do not have
   * @throws MillraceException if definition and pipeline do not fit together
   */
  public List<TestResult> run(Definition definition) {
    List<Problem> problems = check(definition);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return definition.tests().stream().map(test -> run(definition, test)).toList();
  }

  private TestResult run(Definition definition, TestDefinition test) {
    Map<Subject, Rows> came;
    try (TestRun run = new TestRun(cluster(), definition.in(test))) {
      came = run.run(test);
    } catch (MillraceException failure) {
      return new TestResult(test, Optional.of(failure.getMessage()), List.of(), Map.of());
    }
    if (test.expected().isEmpty()) {
      String nothing = "it expects nothing; write 'expect', or let 'test --update' write it";
      return new TestResult(test, Optional.of(nothing), List.of(), came);
    }
    List<Difference> differences =
        test.expected().stream()
            .map(
                one ->
                    Comparison.of(
                        one, came.get(one.subject()), key(definition, one.subject()), test.exact()))
            .flatMap(Optional::stream)
            .toList();
    return new TestResult(test, Optional.empty(), differences, came);
  }

  /** What tells the rows of an output apart; events that were set aside have no such thing. */
  private static List<String> key(Definition definition, Subject subject) {
    return subject.kind() == Kind.OUTPUT
        ? definition.outputs().get(subject.name()).key()
        : List.of();
  }

  private TestCluster cluster() {
    if (cluster == null) {
      cluster = TestCluster.start();
    }
    return cluster;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
