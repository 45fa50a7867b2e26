package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "QUANTILE_SKETCH(`value`, 1.5)|QUANTILE_SKETCH takes a quantile from 0 to 1 as argument 2, such as 0.99, not 1.5",
        "QUANTILE_SKETCH(`value`, 99)|QUANTILE_SKETCH takes a quantile from 0 to 1 as argument 2, such as 0.99, not 99",
        "QUANTILE_SKETCH(`value`, -0.1)|QUANTILE_SKETCH takes a quantile from 0 to 1 as argument 2, such as 0.99, not -0.1",
        "QUANTILE_SKETCH(`value`, 'p99')|QUANTILE_SKETCH takes a number as argument 2, not CHAR(3) NOT NULL",
        "QUANTILE_SKETCH(session, 0.5)|QUANTILE_SKETCH takes a number as argument 1, not STRING",
        "QUANTILE_SKETCH(`value`)|QUANTILE_SKETCH",
        "EXACT_SUM(session)|EXACT_SUM takes a number as argument 1, not STRING",
        "COUNTER_RATE(requests, requests)|COUNTER_RATE takes a TIMESTAMP or TIMESTAMP_LTZ as argument 2, not BIGINT",
        "COUNTER_RATE(session, event_time)|COUNTER_RATE takes a number as argument 1, not STRING",
        "DISTINCT_SKETCH(INTERVAL '1' DAY)|DISTINCT_SKETCH takes a boolean, number, text, time or bytes, or rows, arrays and maps of these as argument 1, not INTERVAL",
        "DISTINCT_SKETCH(NULL)|Illegal use of 'NULL'",
        "RATIO(session, 2)|RATIO takes a number as argument 1, not STRING"
      })
  void argumentThatWillNotDoIsRefusedByName(String call, String message) {
    assertThatThrownBy(
            () -> Planner.streaming().explainSql("SELECT " + call + " AS x FROM readings"))
        .hasStackTraceContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUANTILE_SKETCH(`value`, 0)",
        "QUANTILE_SKETCH(`value`, 1)",
        "QUANTILE_SKETCH(`value`, 5e-1)",
        "QUANTILE_SKETCH(requests, CAST(0.5 AS DOUBLE))",
        "QUANTILE_SKETCH(CAST(`value` AS FLOAT), `value` / 9)",
        "EXACT_SUM(CAST(`value` AS FLOAT))",
        "COUNTER_RATE(`value`, CAST(event_time AS TIMESTAMP(9)))",
        "RATIO(COUNT(*), CAST(1 AS TINYINT))"
      })
  void argumentThatWillDoIsTaken(String call) {
    assertThat(Planner.streaming().explainSql("SELECT " + call + " AS x FROM readings"))
        .contains("GroupAggregate(");
  }

  @Test
  void sketchThatForgetsNothingIsRefusedOverUpdatingRows() {
    // given
    String query =
        "SELECT DISTINCT_SKETCH(n) FROM"
            + " (SELECT source, COUNT(*) AS n FROM readings GROUP BY source)";

    // then
    assertThatThrownBy(() -> Planner.streaming().explainSql(query))
        .hasStackTraceContaining("retract");
  }
}
