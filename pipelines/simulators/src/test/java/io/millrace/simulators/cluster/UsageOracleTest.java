package io.millrace.simulators.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.hpc.Usage;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.cluster.ClusterTruth.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class UsageOracleTest {
  private static final ClusterSettings CLUSTER =
      ClusterSettings.small(Instant.parse("2026-01-01T00:00:00Z"));
  private static final Map<Key, UsageFigures> EXPECTED =
      new ClusterSimulator(
              4, CLUSTER.with(Duration.ofHours(2), 40, CLUSTER.limits()).withoutFaults())
          .truth()
          .hours();

  @Test
  void whatIsRightIsGood() {
    // When
    Verdict verdict = UsageOracle.judge(EXPECTED, results());

    // Then
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.expected()).isGreaterThan(30);
  }

  @Test
  void aResultThatIsLostDoubledInventedOrRetractedIsFound() {
    // Given
    List<GenericRecord> doubled = results();
    doubled.add(doubled.get(0));
    List<GenericRecord> retracted = results();
    retracted.get(0).put("status", "RETRACTED");
    Map<Key, UsageFigures> fewer = new TreeMap<>(EXPECTED);
    fewer.remove(EXPECTED.keySet().iterator().next());

    // When
    List<GenericRecord> all = results();

    // Then
    assertThat(problem(EXPECTED, all.subList(1, all.size()))).startsWith("lost: sim/account");
    assertThat(problem(EXPECTED, doubled)).startsWith("doubled: sim/account");
    assertThat(problem(EXPECTED, retracted)).startsWith("lost: sim/account");
    assertThat(problem(fewer, all)).startsWith("invented: sim/account");
    assertThat(UsageOracle.judge(fewer, retracted).isGood()).isTrue();
  }

  @Test
  void aFigureThatIsWrongIsFoundInAnyColumn() {
    for (String column :
        List.of(
            "processor_seconds", "unaccounted", "utilisation", "wait_p50", "wait_mean", "users")) {
      // Given
      List<GenericRecord> results = results();
      GenericRecord result =
          results.stream()
              .filter(one -> one.get("series").equals("sim/all") && one.get(column) != null)
              .findFirst()
              .orElseThrow();
      Object value = result.get(column);
      if (value instanceof Long count) {
        result.put(column, count + 1);
      } else {
        result.put(column, (Double) value * 1.02 + 1);
      }

      // When
      String problem = problem(EXPECTED, results);

      // Then
      assertThat(problem).startsWith("wrong: sim/all").contains(": " + column + " is ");
    }
  }

  private static String problem(Map<Key, UsageFigures> expected, List<GenericRecord> results) {
    Verdict verdict = UsageOracle.judge(expected, results);
    assertThat(verdict.problems()).hasSize(1);
    return verdict.problems().get(0);
  }

  /** Results that say what is expected. */
  private static List<GenericRecord> results() {
    List<GenericRecord> results = new ArrayList<>();
    EXPECTED.forEach(
        (key, figures) -> {
          GenericRecord result = new GenericData.Record(Usage.getClassSchema());
          String dimension = key.series().substring("sim/".length()).split("=")[0];
          result.put("series", key.series());
          result.put("dimension", dimension);
          result.put("window_kind", key.kind());
          result.put("window_start", Delivery.micros(key.start()));
          result.put("window_end", Delivery.micros(key.end()));
          result.put("revision", 0);
          result.put("status", "FINAL");
          figures.counts().forEach(result::put);
          figures.ratios().forEach(result::put);
          figures.quantiles().forEach(result::put);
          result.put("ended_by_state", figures.endedByState());
          result.put("users", dimension.equals("all") ? figures.counts().get("users") : null);
          results.add(result);
        });
    return results;
  }
}
