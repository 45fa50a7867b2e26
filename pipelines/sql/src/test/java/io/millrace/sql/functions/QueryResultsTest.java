package io.millrace.sql.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryResultsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60|8|TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)",
        "60|58|HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)"
      })
  void windowsHoldWhatAnExactComputationFinds(int seconds, int windows, String window)
      throws Exception {
    // given
    String query =
        "SELECT source, window_start, QUANTILE_SKETCH(`value`, 0.9), DISTINCT_SKETCH(session),"
            + " EXACT_SUM(`value`), COUNTER_RATE(requests, event_time), RATIO(COUNT(*), 60)"
            + " FROM TABLE("
            + window
            + ") GROUP BY source, window_start, window_end";

    // when
    List<Row> rows = Planner.rows(query);

    // then
    assertThat(rows).hasSize(windows);
    SoftAssertions softly = new SoftAssertions();
    for (Row row : rows) {
      Instant start = row.<LocalDateTime>getFieldAs(1).toInstant(ZoneOffset.UTC);
      List<Planner.Reading> readings =
          readings(row.getFieldAs(0), start, start.plusSeconds(seconds));
      List<Double> values = readings.stream().map(Planner.Reading::value).sorted().toList();
      double exact = values.get((9 * values.size() + 9) / 10 - 1);
      softly.assertThat(row.<Double>getFieldAs(2)).isEqualTo(exact, within(exact / 128.9));
      softly
          .assertThat(row.<Long>getFieldAs(3))
          .isEqualTo(readings.stream().map(Planner.Reading::session).distinct().count());
      softly.assertThat(row.<Double>getFieldAs(4)).isEqualTo(exactSum(values));
      softly.assertThat(row.<Double>getFieldAs(5)).isEqualTo(rate(readings));
      softly.assertThat(row.<Double>getFieldAs(6)).isEqualTo(values.size() / 60.0);
    }
    softly.assertAll();
  }

  @Test
  void whatIsTakenBackCountsNoLonger() throws Exception {
    // given
    String query =
        "SELECT EXACT_SUM(n), QUANTILE_SKETCH(n, 1) FROM"
            + " (SELECT source, COUNT(*) AS n FROM readings GROUP BY source)";

    // when
    List<Row> rows = Planner.rows(query);

    // then
    assertThat(rows.get(rows.size() - 1)).isEqualTo(Row.ofKind(RowKind.UPDATE_AFTER, 480L, 240.0));
  }

  @Test
  void lastRowsAreAggregatedAsTheyMoveOn() throws Exception {
    // given
    String query =
        "SELECT event_time, EXACT_SUM(requests) OVER last_rows, QUANTILE_SKETCH(requests, 0) OVER last_rows,"
            + " COUNTER_RATE(requests, event_time) OVER last_rows FROM readings WHERE source = 'm1'"
            + " WINDOW last_rows AS"
            + " (ORDER BY event_time ROWS BETWEEN 9 PRECEDING AND CURRENT ROW)";

    // when
    List<Row> rows = Planner.rows(query);

    // then
    assertThat(rows).hasSize(240);
    for (Row row : rows) {
      Instant last = row.getFieldAs(0);
      List<Planner.Reading> readings = readings("m1", last.minusSeconds(9), last.plusSeconds(1));
      long least = readings.stream().mapToLong(Planner.Reading::requests).min().getAsLong();
      assertThat(row.<Long>getFieldAs(1))
          .isEqualTo(readings.stream().mapToLong(Planner.Reading::requests).sum());
      assertThat(row.<Double>getFieldAs(2)).isCloseTo(least, within(least / 128.9));
      assertThat(row.<Double>getFieldAs(3)).isEqualTo(rate(readings));
    }
  }

  @Test
  void typesOfSumsFollowTheTypesOfValues() throws Exception {
    // given
    String query =
        "SELECT EXACT_SUM(a), EXACT_SUM(b), EXACT_SUM(c), EXACT_SUM(d), EXACT_SUM(e) FROM (VALUES"
            + " (CAST(1 AS INT), 9223372036854775807, CAST(0.10 AS DECIMAL(4, 2)), 1e16, 9223372036854775807),"
            + " (CAST(2 AS INT), 9223372036854775807, CAST(0.20 AS DECIMAL(4, 2)), 1e0, -1),"
            + " (CAST(3 AS INT), CAST(NULL AS BIGINT), CAST(0.30 AS DECIMAL(4, 2)), -1e16, 1)"
            + ") AS t(a, b, c, d, e)";

    // when
    List<Row> rows = Planner.rows(Planner.batch(), query);

    // then
    assertThat(rows)
        .containsExactly(Row.of(6L, null, new BigDecimal("0.60"), 1.0, 9223372036854775807L));
  }

  @Test
  void whatHasNoAnswerIsNull() throws Exception {
    // given
    String query =
        "SELECT QUANTILE_SKETCH(v, 0.5), QUANTILE_SKETCH(3, v), DISTINCT_SKETCH(v), EXACT_SUM(v),"
            + " COUNTER_RATE(v, TIMESTAMP '2026-01-01 00:00:00'), RATIO(EXACT_SUM(v), 0),"
            + " RATIO(0, 0), RATIO(1, EXACT_SUM(v)), RATIO(1, 4)"
            + " FROM (VALUES (CAST(NULL AS DOUBLE)), (CAST(NULL AS DOUBLE))) AS t(v)";

    // when
    List<Row> rows = Planner.rows(Planner.batch(), query);

    // then
    assertThat(rows).containsExactly(Row.of(null, null, 0L, null, null, null, null, null, 0.25));
  }

  @Test
  void anyComparableValueIsCounted() throws Exception {
    // given
    String query =
        "SELECT k, DISTINCT_SKETCH(i), DISTINCT_SKETCH(s), DISTINCT_SKETCH(d), DISTINCT_SKETCH(t),"
            + " DISTINCT_SKETCH((i, s)), DISTINCT_SKETCH(ARRAY[i, 1]), DISTINCT_SKETCH(MAP[s, i]),"
            + " DISTINCT_SKETCH(i > 1), DISTINCT_SKETCH(CAST(i AS FLOAT)),"
            + " DISTINCT_SKETCH(CAST(s AS BYTES)), DISTINCT_SKETCH(CAST(t AS DATE))"
            + " FROM (VALUES"
            + " ('k', 1, 'a', 0.5, TIMESTAMP '2026-01-01 00:00:00'),"
            + " ('k', 2, 'a', 0.5, TIMESTAMP '2026-01-01 00:00:01'),"
            + " ('k', 2, 'b', 0.7, TIMESTAMP '2026-01-01 00:00:01'),"
            + " ('k', 2, 'b', 0.7, CAST(NULL AS TIMESTAMP)))"
            + " AS t(k, i, s, d, t) GROUP BY k";

    // when
    List<Row> rows = Planner.rows(Planner.batch(), query);

    // then
    assertThat(rows).containsExactly(Row.of("k", 2L, 2L, 2L, 2L, 3L, 2L, 3L, 2L, 2L, 2L, 1L));
  }

  private static List<Planner.Reading> readings(String source, Instant from, Instant to) {
    return Planner.READINGS.stream()
        .filter(reading -> reading.source().equals(source))
        .filter(reading -> !reading.time().isBefore(from) && reading.time().isBefore(to))
        .sorted(Comparator.comparing(Planner.Reading::time))
        .toList();
  }

  private static double exactSum(List<Double> values) {
    return values.stream()
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  private static Double rate(List<Planner.Reading> sorted) {
    long increase = 0;
    for (int i = 1; i < sorted.size(); i++) {
      long before = sorted.get(i - 1).requests();
      long now = sorted.get(i).requests();
      increase += now >= before ? now - before : now;
    }
    Duration time = Duration.between(sorted.get(0).time(), sorted.get(sorted.size() - 1).time());
    return time.isZero() ? null : (double) increase / time.toSeconds();
  }
}
