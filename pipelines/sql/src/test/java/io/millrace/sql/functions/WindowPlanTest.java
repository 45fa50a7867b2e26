package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPlanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)",
        "HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)"
      })
  void windowsAreAggregatedWhereTheRowsAreAndThenTogether(String window) {
    // given
    String query =
        "SELECT source, window_start, QUANTILE_SKETCH(`value`, 0.99), DISTINCT_SKETCH(session),"
            + " EXACT_SUM(`value`), COUNTER_RATE(requests, event_time), RATIO(COUNT(*), 60)"
            + " FROM TABLE("
            + window
            + ") GROUP BY source, window_start, window_end";

    // when
    String plan = Planner.streaming().explainSql(query);

    // then
    assertThat(plan).contains("LocalWindowAggregate(", "GlobalWindowAggregate(");
  }

  @Test
  void compiledPlanNamesTheFunctionsAndIsLoadedAgain() {
    // given
    StreamTableEnvironment tables = Planner.streaming();
    tables.executeSql(
        "CREATE TEMPORARY TABLE generated (session STRING, `value` DOUBLE, event_time TIMESTAMP(3),"
            + " WATERMARK FOR event_time AS event_time) WITH ('connector' = 'datagen')");
    tables.executeSql(
        "CREATE TEMPORARY TABLE nowhere (p99 DOUBLE, sessions BIGINT, total DOUBLE, rate DOUBLE)"
            + " WITH ('connector' = 'blackhole')");
    String json =
        tables
            .compilePlanSql(
                "INSERT INTO nowhere SELECT QUANTILE_SKETCH(`value`, 0.99),"
                    + " DISTINCT_SKETCH(session), EXACT_SUM(`value`),"
                    + " RATIO(COUNTER_RATE(`value`, event_time), 2)"
                    + " FROM TABLE(TUMBLE(TABLE generated, DESCRIPTOR(event_time),"
                    + " INTERVAL '1' MINUTE)) GROUP BY window_start, window_end")
            .asJsonString();

    // when
    CompiledPlan plan = tables.loadPlan(PlanReference.fromJsonString(json));

    // then
    assertThat(json).contains("QUANTILE_SKETCH", "RATIO").doesNotContain("SketchFunction");
    assertThat(plan.explain()).contains("LocalWindowAggregate(", "GlobalWindowAggregate(");
  }
}
