package io.millrace.runner.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.environment.Environment;
import io.millrace.runner.environment.EnvironmentReader;
import io.millrace.runner.launch.LiveRun;
import io.millrace.sdk.MillraceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says is what Flink then does, on savepoints of jobs that have run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannerTest {
  private static final String ENVIRONMENT =
      """
      kafka: {bootstrap: "nowhere.invalid:9092"}
      postgres: {url: "jdbc:postgresql://nowhere.invalid/db", user: nobody, password-file: none}
      deployment: {name: test, parallelism: 2}
      """;

  private Path folder;
  private final RunningJobs jobs = new RunningJobs();
  private String savepoint;

  @BeforeAll
  void takeSavepoint(@TempDir Path temporary) throws Exception {
    folder = temporary;
    savepoint = jobs.savepoint(shape(Map.of()), folder);
  }

  @Test
  void anUnchangedDefinitionKeepsEveryStage() throws Exception {
    // Given
    Map<String, List<String>> unchanged = Map.of();

    // When
    UpgradePlan plan = plan(unchanged);

    // Then
    assertThat(plan.isSafe()).isTrue();
    assertThat(PlanReport.lines(plan.stages()))
        .contains("kept         count", "kept         input.readings.kafka")
        // The job of this test has sinks without transactions.
        .allMatch(line -> line.startsWith("kept ") || line.endsWith(".committer"));
    assertThat(refusal(unchanged, false)).isEmpty();
  }

  @Test
  void aRenamedStageIsDroppedAndAdded() throws Exception {
    // Given
    Map<String, List<String>> renamed = Map.of("stage", List.of("tally"));

    // When
    UpgradePlan plan = plan(renamed);

    // Then
    assertThat(plan.isSafe()).isFalse();
    assertThat(stage(plan, "count").verdict()).isEqualTo(Verdict.DROPPED);
    assertThat(stage(plan, "tally").verdict()).isEqualTo(Verdict.ADDED);
    assertThat(stage(plan, "tally").states()).extracting(StateChange::state).contains("seen");
    assertThat(plan.objections(Set.of())).extracting(StageChange::stage).containsExactly("count");
    assertThat(plan.objections(Set.of("count"))).isEmpty();
    assertThat(plan.losesStages()).isTrue();
    assertThat(refusal(renamed, false)).isPresent();
    assertThat(refusal(renamed, true)).isEmpty();
  }

  @Test
  void aRenamedStateIsDroppedAndAddedWithinItsStage() throws Exception {
    // Given
    Map<String, List<String>> renamed = Map.of("state", List.of("counted"));

    // When
    UpgradePlan plan = plan(renamed);

    // Then
    assertThat(stage(plan, "count").verdict()).isEqualTo(Verdict.DROPPED);
    assertThat(changes(plan, "count"))
        .containsExactly(
            new StateChange("counted", Verdict.ADDED, ""),
            new StateChange("seen", Verdict.DROPPED, "the stage has no such state"));
    assertThat(plan.losesStages()).isFalse();
    // Flink lets the loss of a single state pass in silence.
    assertThat(refusal(renamed, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type | text | seen  | it was Long, now it is String",
        "type | list | seen  | it was of kind VALUE, now of LIST",
        "key  | sequence | (key) | the key of the stage changed, and with it which state belongs to"
            + " which key: it was String, now it is Long"
      })
  void aStateThatTheNewJobCannotReadIsNamed(
      String parameter, String value, String state, String detail) throws Exception {
    // Given
    Map<String, List<String>> changed = Map.of(parameter, List.of(value));

    // When
    UpgradePlan plan = plan(changed);

    // Then
    assertThat(plan.objections(Set.of("count")))
        .extracting(StageChange::stage)
        .containsExactly("count");
    assertThat(changes(plan, "count"))
        .containsExactly(new StateChange(state, Verdict.INCOMPATIBLE, detail));
    assertThat(PlanReport.lines(plan.stages()))
        .contains("incompatible count", "             state " + state + " incompatible: " + detail);
    assertThat(refusal(changed, false)).isPresent();
  }

  @Test
  void aRecordWithOneMoreFieldIsMigrated() throws Exception {
    // Given
    String earlier = jobs.savepoint(shape(Map.of("type", List.of("earlier-record"))), folder);
    Definition changed = shape(Map.of("type", List.of("record")));

    // When
    UpgradePlan plan = plan(changed, earlier, Map.of());

    // Then
    assertThat(plan.isSafe()).isTrue();
    assertThat(changes(plan, "count"))
        .containsExactly(
            new StateChange(
                "seen",
                Verdict.MIGRATED,
                "record io.millrace.schemas.industrial.SensorReading: field sequence is new"));
    assertThat(jobs.refusal(changed, earlier, false, folder)).isEmpty();
  }

  @Test
  void aRecordWithAFieldOfAnotherTypeIsIncompatible() throws Exception {
    // Given
    String record = jobs.savepoint(shape(Map.of("type", List.of("record"))), folder);
    Definition changed = shape(Map.of("type", List.of("alien-record")));

    // When
    UpgradePlan plan = plan(changed, record, Map.of());

    // Then
    assertThat(changes(plan, "count"))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.verdict()).isEqualTo(Verdict.INCOMPATIBLE);
              assertThat(change.detail()).contains("field sequence was");
            });
    assertThat(jobs.refusal(changed, record, false, folder)).isPresent();
  }

  @Test
  void anotherMaximumParallelismIsIncompatible() {
    // Given
    Map<String, String> options = Map.of("pipeline.max-parallelism", "64");

    // When
    UpgradePlan plan = plan(shape(Map.of()), savepoint, options);

    // Then
    assertThat(stage(plan, "count").verdict()).isEqualTo(Verdict.INCOMPATIBLE);
    assertThat(stage(plan, "count").detail())
        .isEqualTo(
            "its state is divided by a maximum parallelism of 128; the new job has parallelism 2 of"
                + " at most 64");
  }

  @Test
  void aPlanIsAlsoJson() throws Exception {
    // Given
    Map<String, List<String>> changed = Map.of("type", List.of("text"));

    // When
    JsonNode json = new ObjectMapper().readTree(PlanReport.json(plan(changed)));

    // Then
    assertThat(json.get("savepoint").asText()).isEqualTo(savepoint);
    assertThat(json.get("safe").asBoolean()).isFalse();
    assertThat(json.get("stages"))
        .filteredOn(stage -> stage.get("verdict").asText().equals("incompatible"))
        .singleElement()
        .satisfies(
            stage -> {
              assertThat(stage.get("stage").asText()).isEqualTo("count");
              assertThat(stage.get("states").toString())
                  .contains("{\"state\":\"seen\",\"verdict\":\"incompatible\"");
            });
  }

  @Test
  void aPathWithoutASavepointIsRefused() {
    // When
    Throwable refused = catchThrowable(() -> plan(shape(Map.of()), "/no/such/path", Map.of()));

    // Then
    assertThat(refused).isInstanceOf(MillraceException.class).hasMessageContaining("/no/such/path");
  }

  /** Of the two windows, one goes and one comes; what is open in the first would be lost. */
  @Test
  void aWindowTakenOutOfARollupIsNamedByItsState() throws Exception {
    // Given
    Definition before = rollup("1m", "1h");
    String windows = jobs.savepoint(before, folder);

    // When
    UpgradePlan same = plan(before, windows, Map.of());
    UpgradePlan other = plan(rollup("1h", "1d"), windows, Map.of());

    // Then
    assertThat(same.isSafe()).isTrue();
    assertThat(other.objections(Set.of()))
        .extracting(StageChange::stage)
        .containsExactly("rollup.windows");
    assertThat(changes(other, "rollup.windows"))
        .extracting(change -> change.state() + " " + change.verdict().label())
        .containsExactly(
            "emissions.1d added", "emissions.1m dropped", "slices.1d added", "slices.1m dropped");
  }

  private UpgradePlan plan(Map<String, List<String>> changes) {
    return plan(shape(changes), savepoint, Map.of());
  }

  private static Definition rollup(String... windows) {
    return new DefinitionReader(Catalog.shipped(), PlannerTest.class.getClassLoader())
        .find("industrial/rollup", Map.of("windows", List.of(windows)));
  }

  /** Changes of states; Flink's own timers always are as they were. */
  private static List<StateChange> changes(UpgradePlan plan, String stage) {
    return stage(plan, stage).states().stream()
        .filter(change -> change.verdict() != Verdict.KEPT)
        .toList();
  }

  private UpgradePlan plan(Definition definition, String from, Map<String, String> options) {
    Environment environment =
        EnvironmentReader.read("environment.yaml", ENVIRONMENT, definition.name());
    LiveRun live = new LiveRun(definition, environment, new PrintWriter(System.err, true));
    return Planner.of(definition, live, options).plan(from);
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
