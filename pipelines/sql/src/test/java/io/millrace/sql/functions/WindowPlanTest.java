package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;

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
}
