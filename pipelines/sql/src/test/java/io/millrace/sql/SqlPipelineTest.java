package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Tally;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineGraph;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class SqlPipelineTest {
  private static final SqlPipeline.NoParameters NONE = new SqlPipeline.NoParameters();

  @Test
  void windowsOfEventTimeCountWhatIsInTimeAndPutAsideWhatIsLate() throws Exception {
    // Given a reading that comes when its minute is over
    List<SensorReading> events =
        List.of(
            Plants.reading("m1", 0, 1.0),
            Plants.reading("m1", 59, 3.0),
            Plants.reading("m1", 70, 2.0),
            Plants.reading("m1", 5, 9.0),
            Plants.reading("m1", 66, 4.0));
    SqlPipeline pipeline = SqlPipeline.of(Plants.output(Plants.BY_MINUTE, "source"));

    // When
    PipelineRun run = PipelineRun.of(pipeline, NONE, 1, readings(events));

    // Then
    assertThat(texts(run.results("result", GenericRecord.class)))
        .containsExactly(
            "{\"source\": \"m1\", \"window_start\": \"2026-01-01T00:00:00Z\", \"window_end\":"
                + " \"2026-01-01T00:01:00Z\", \"readings\": 2, \"greatest\": 3.0}",
            "{\"source\": \"m1\", \"window_start\": \"2026-01-01T00:01:00Z\", \"window_end\":"
                + " \"2026-01-01T00:02:00Z\", \"readings\": 2, \"greatest\": 4.0}");
    assertThat(texts(run.late("readings", GenericRecord.class)))
        .containsExactly(
            "{\"source\": \"m1\", \"event_time\": \"2026-01-01T00:00:05Z\", \"value\": 9.0}");
    assertThat(run.count("readings", Tally.Kind.LATE)).isEqualTo(1);
  }

  @Test
  void eachChangeOfAKeyIsAResultWithTheNextRevision() throws Exception {
    // Given
    List<SensorReading> events =
        List.of(
            Plants.reading("m1", 0, 1.0),
            Plants.reading("m2", 1, 1.0),
            Plants.reading("m1", 2, 1.0));
    SqlPipeline pipeline = SqlPipeline.of(Plants.output(Plants.TOTALS, "source"));

    // When
    PipelineRun run = PipelineRun.of(pipeline, NONE, 2, readings(events));

    // Then
    assertThat(texts(run.results("result", GenericRecord.class)))
        .containsExactlyInAnyOrder(
            "{\"source\": \"m1\", \"readings\": 1, \"revision\": 0, \"status\": \"PROVISIONAL\"}",
            "{\"source\": \"m2\", \"readings\": 1, \"revision\": 0, \"status\": \"PROVISIONAL\"}",
            "{\"source\": \"m1\", \"readings\": 2, \"revision\": 1, \"status\": \"CORRECTED\"}");
  }

  @Test
  void aKeyWithoutARowAnyMoreIsRetracted() throws Exception {
    // Given sources that leave the count of one as they come a second time
    String once = "SELECT source FROM readings GROUP BY source HAVING COUNT(*) = 1";
    List<SensorReading> events =
        List.of(Plants.reading("m1", 0, 1.0), Plants.reading("m1", 1, 1.0));
    SqlPipeline pipeline = SqlPipeline.of(Plants.output(once, "source"));

    // When
    PipelineRun run = PipelineRun.of(pipeline, NONE, 2, readings(events));

    // Then
    assertThat(texts(run.results("result", GenericRecord.class)))
        .containsExactly(
            "{\"source\": \"m1\", \"revision\": 0, \"status\": \"PROVISIONAL\"}",
            "{\"source\": \"m1\", \"revision\": 1, \"status\": \"RETRACTED\"}");
  }

  @Test
  void outputsThatReadOneInputShareItsEvents() throws Exception {
    // Given
    Map<String, String> selects =
        Plants.selects(
            "warm", "SELECT sensor, `value` FROM sensed WHERE `value` > 1",
            "sensed", "SELECT sensor, `value` FROM readings",
            "minutes", Plants.BY_MINUTE);
    SqlPipeline pipeline =
        SqlPipeline.of(
            Plants.queries(selects, Map.of("warm", List.of(), "minutes", List.of("source"))));
    List<SensorReading> events =
        List.of(Plants.reading("m1", 0, 1.0), Plants.reading("m1", 1, 2.0));

    // When
    PipelineRun run = PipelineRun.of(pipeline, NONE, 1, readings(events));

    // Then
    assertThat(texts(run.results("warm", GenericRecord.class)))
        .containsExactly("{\"sensor\": \"t\", \"value\": 2.0}");
    assertThat(run.results("minutes", GenericRecord.class)).hasSize(1);
    assertThat(run.count("readings", Tally.Kind.READ)).isEqualTo(2);
  }

  @Test
  void theOrderOfArrivalMakesNoDifferenceWithinOutOfOrderness() throws Exception {
    // Given
    List<SensorReading> events = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      events.add(Plants.reading("m" + second % 3, second, second % 7));
    }
    List<SensorReading> displaced =
        new Shuffler(1)
            .displace(
                events, reading -> reading.getEventTime().toEpochMilli(), Duration.ofSeconds(5));
    SqlPipeline pipeline = SqlPipeline.of(Plants.output(Plants.BY_MINUTE, "source")).planned();

    // When
    PipelineRun inOrder = PipelineRun.of(pipeline, NONE, 1, readings(events));
    PipelineRun outOfOrder = PipelineRun.of(pipeline, NONE, 1, readings(displaced));

    // Then
    assertThat(texts(outOfOrder.results("result", GenericRecord.class)))
        .hasSize(30)
        .containsExactlyInAnyOrderElementsOf(texts(inOrder.results("result", GenericRecord.class)));
  }

  @Test
  void aWindowThatSeveralOutputsReadIsComputedOnceAndNamedByTheNearest() {
    // Given
    Map<String, String> selects =
        Plants.selects(
            "busy",
            "SELECT source, window_start FROM minutes WHERE readings > 1",
            "minutes",
            Plants.BY_MINUTE);
    SqlPipeline pipeline =
        SqlPipeline.of(Plants.queries(selects, Map.of("busy", List.of(), "minutes", List.of())));

    // When
    PipelineGraph graph = PipelineGraph.of(pipeline, NONE, readings(List.of()));

    // Then
    assertThat(graph.streamGraph().getStreamNodes())
        .extracting(node -> node.getTransformationUID())
        .filteredOn(id -> id.contains("global-window-aggregate"))
        .containsExactly("sql.query.minutes.global-window-aggregate");
  }

  @Test
  void everyStageHasItsIdAndNoTypeFallsToKryo() {
    // Given
    Map<String, String> selects =
        Plants.selects("minutes", Plants.BY_MINUTE, "totals", Plants.TOTALS);
    SqlPipeline pipeline =
        SqlPipeline.of(
            Plants.queries(
                selects, Map.of("minutes", List.of("source"), "totals", List.of("source"))));

    // When
    PipelineGraph graph = PipelineGraph.of(pipeline, NONE, readings(List.of()));

    // Then
    graph.assertStatefulStagesNamed();
    graph.assertNoKryo();
    List<String> ids = new ArrayList<>();
    graph.streamGraph().getStreamNodes().forEach(node -> ids.add(node.getTransformationUID()));
    assertThat(ids)
        .contains(
            "sql.input.readings.late",
            "sql.query.minutes.global-window-aggregate",
            "sql.query.totals.group-aggregate",
            "sql.output.minutes",
            "sql.output.totals")
        .doesNotHaveDuplicates();
  }

  @Test
  void aStoredPlanIsUsedForTheSameQueriesOnly() {
    // Given
    SqlQueries queries = Plants.output(Plants.TOTALS, "source");
    String stored = SqlPipeline.of(queries).plan();
    String altered = stored.replace("select=[source, COUNT(*) AS readings]", "select=[altered]");
    SqlQueries others = Plants.output(Plants.TOTALS + ", source", "source");

    // When
    String same = SqlPipeline.of(queries).withPlan(altered).plan();
    String other = SqlPipeline.of(others).withPlan(altered).plan();

    // Then
    assertThat(same).isEqualTo(altered).isNotEqualTo(stored);
    assertThat(other).doesNotContain("altered");
  }

  @Test
  void aPlanDoesNotDependOnWhatWasPlannedBefore() {
    // Given
    SqlQueries queries =
        Plants.queries(
            Plants.selects("minutes", Plants.BY_MINUTE, "totals", Plants.TOTALS),
            Map.of("minutes", List.of("source"), "totals", List.of("source")));
    String before = SqlPipeline.of(queries).plan();
    SqlPipeline.of(Plants.output("SELECT DISTINCT sensor FROM readings", "sensor")).plan();

    // When
    String after = SqlPipeline.of(queries).plan();

    // Then
    assertThat(after).isEqualTo(before);
  }

  @Test
  void queriesThatCannotBePlannedAreRefusedWithAllProblems() {
    // Given
    Map<String, String> selects =
        Plants.selects("a", "SELECT sorce FROM readings", "b", "SELECT source FROM reading");
    SqlPipeline pipeline =
        SqlPipeline.of(Plants.queries(selects, Map.of("a", List.of(), "b", List.of())));

    // When / Then
    assertThatThrownBy(pipeline::plan)
        .isInstanceOf(MillraceException.class)
        .hasMessage(
            """
            plant/test: sql a:1:8: UNKNOWN_NAME unknown column 'sorce'; did you mean 'source'?
            sql b:1:20: UNKNOWN_NAME unknown table 'reading'; did you mean 'readings'?\
            """);
  }

  @Test
  void onlyWhatIsReadIsDecoded() {
    // Given
    SqlInput input =
        SqlInput.of(SensorReading.getClassSchema(), "event_time").reading(Set.of("sequence"));

    // When
    List<String> fields =
        input.projection(Set.of("value")).getFields().stream().map(field -> field.name()).toList();

    // Then
    assertThat(fields).containsExactly("event_time", "value", "sequence");
  }

  private static MemoryInput<SensorReading> readings(List<SensorReading> events) {
    return MemoryInput.of(
        "readings", SensorReading.class, events, Duration.ofSeconds(5), Duration.ZERO);
  }

  private static List<String> texts(List<GenericRecord> records) {
    return records.stream().map(Object::toString).toList();
  }
}
