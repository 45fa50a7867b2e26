package io.millrace.runner.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.LiveRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says is what Flink then does, on savepoints of jobs that have run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannerTest {
  private static final String ENVIRONMENT =
      """
      kafka: {bootstrap: "nowhere.invalid:9092"}
      deployment: {name: test, parallelism: 2}
      """;

  private Path folder;
  private RunningJobs jobs;
  private String savepoint;

  @BeforeAll
  void takeSavepoint(@TempDir Path temporary) throws Exception {
    folder = temporary;
    jobs = new RunningJobs();
    savepoint = jobs.savepoint(shape(Map.of()), folder);
  }

  @AfterAll
  void stop() throws Exception {
    jobs.close();
  }

  @Test
  void anUnchangedDefinitionKeepsEverything() throws Exception {
    // When
    UpgradePlan plan = plan(shape(Map.of()), savepoint, Map.of());

    // Then
    System.out.println(String.join("\n", PlanReport.lines(plan.stages())));
    System.out.println(PlanReport.json(plan));
    assertThat(plan.isSafe()).isTrue();
    assertThat(stage(plan, "count").verdict()).isEqualTo(Verdict.KEPT);
    assertThat(refusal(Map.of(), false)).isEmpty();
  }

  private UpgradePlan plan(Definition definition, String from, Map<String, String> options) {
    Environment environment =
        EnvironmentReader.read("environment.yaml", ENVIRONMENT, definition.name());
    LiveRun live = new LiveRun(definition, environment, new PrintWriter(System.err, true));
    return Planner.of(definition, environment, live, options).plan(from);
  }

  private Optional<Throwable> refusal(Map<String, List<String>> changes, boolean dropping)
      throws Exception {
    return jobs.refusal(shape(changes), savepoint, dropping, folder);
  }

  private static StageChange stage(UpgradePlan plan, String id) {
    return plan.stages().stream().filter(one -> one.stage().equals(id)).findAny().orElseThrow();
  }

  private static Definition shape(Map<String, List<String>> changes) {
    return new DefinitionReader(Catalog.shipped(), PlannerTest.class.getClassLoader())
        .read(
            "shape.yaml",
            """
            version: 1
            pipeline: test/shape
            about: Counts.
            java: io.millrace.runner.upgrade.ShapePipeline
            inputs:
              readings:
                schema: industrial.SensorReading
                from: {kafka: readings}
                time: {field: event_time, out-of-orderness: 5s}
            outputs:
              counted: {key: [source], to: [{kafka: counted}]}
            """,
            changes);
  }
}
