package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.avro.SingleObject;
import io.millrace.it.CommandLineRun;
import io.millrace.it.Launcher;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running deployment is looked at, planned for and upgraded. */
class UpgradeOnClusterTest {
  static {
    AvroTrust.establish();
  }

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NO_MINUTES = "windows=10m,1h,1d";
  private static final String TWO_DAYS_AS_WELL = "windows=1m,10m,1h,1d,2d";

  @TempDir Path folder;

  @Test
  void anUpgradeThatWouldLoseStateStopsNothingAndOneThatKeepsItGoesOn() throws Exception {
    // Given a deployment with open windows
    try (RollupDeployment rollup = new RollupDeployment("upgraded", 1, folder)) {
      rollup.send(readings(0, 100), 1);
      String first = rollup.submit();
      rollup.awaitAllRead(first);

      // When the windows of a minute go, and then those of two days come
      CommandLineRun refused = upgrade(rollup, "--set", NO_MINUTES);
      CommandLineRun mistaken =
          upgrade(rollup, "--set", TWO_DAYS_AS_WELL, "--allow-drop", "rollup.panes");
      String afterRefusal = rollup.rest().status(first);
      Launcher.Ended upgraded = rollup.upgrade("--set", TWO_DAYS_AS_WELL);
      String second = rollup.lastJob();
      String old = rollup.rest().status(first);
      rollup.send(readings(100, 200), 1);
      rollup.awaitAllRead(second);
      int restored = rollup.rest().checkpoints(second).restored();
      String savepoint = rollup.rest().savepoint(second);
      CommandLineRun drained =
          CommandLineRun.of("stop", "upgraded", "--drain", "--cluster", cluster(rollup));

      // Then
      assertThat(refused.code()).as(refused.err()).isEqualTo(1);
      assertThat(refused.err())
          .contains("dropped      rollup.windows", "state slices.1m dropped")
          .contains("expected --allow-drop rollup.windows to lose it");
      assertThat(mistaken.code()).as(mistaken.err()).isEqualTo(1);
      assertThat(mistaken.err()).contains("--allow-drop rollup.panes: an upgrade drops no state");
      assertThat(afterRefusal).isEqualTo("RUNNING");
      assertThat(upgraded.code()).as(upgraded.err()).isZero();
      assertThat(upgraded.err())
          .contains("kept         rollup.windows", "kept         output.rollup.kafka.committer")
          .contains("state slices.2d added")
          .doesNotContain("dropped", "incompatible");
      assertThat(old).isEqualTo("FINISHED");
      assertThat(restored).isPositive();
      assertThat(drained.code()).as(drained.err()).isZero();
      assertThat(readingsOfTheDay(rollup)).isEqualTo(200);
      assertPlansAgainst(savepoint, rollup);
    }
  }

  /** Refused, it needs no jar. */
  private static CommandLineRun upgrade(RollupDeployment rollup, String... further) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "upgrade",
                rollup.definition(),
                "--env",
                rollup.environment(),
                "--cluster",
                cluster(rollup)));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  private static String cluster(RollupDeployment rollup) {
    return rollup.cluster().flink().restUrl().toString();
  }

  /** The savepoint of a real job with Kafka and PostgreSQL: nothing about it is made up. */
  private void assertPlansAgainst(String savepoint, RollupDeployment rollup) throws Exception {
    CommandLineRun same = plan(savepoint, rollup, TWO_DAYS_AS_WELL);
    CommandLineRun fewer = plan(savepoint, rollup, NO_MINUTES);
    JsonNode stages = new ObjectMapper().readTree(same.out()).get("stages");
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(stages).hasSizeGreaterThan(10);
    assertThat(stages)
        .allSatisfy(stage -> assertThat(stage.get("verdict").asText()).isEqualTo("kept"));
    assertThat(fewer.code()).as(fewer.err()).isEqualTo(1);
    assertThat(fewer.out()).contains("\"state\":\"slices.2d\",\"verdict\":\"dropped\"");
  }

  private CommandLineRun plan(String savepoint, RollupDeployment rollup, String set) {
    return CommandLineRun.of(
        "plan",
        rollup.definition(),
        "--env",
        rollup.environment(),
        "--savepoint",
        savepoint,
        "--set",
        set,
        "--format",
        "json");
  }

  private static long readingsOfTheDay(RollupDeployment rollup) throws Exception {
    return rollup.rows().stream()
        .map(row -> row.split("\\|"))
        .filter(columns -> span(columns).equals(Duration.ofDays(1)))
        .mapToLong(columns -> Long.parseLong(columns[3]))
        .sum();
  }

  private static Duration span(String[] columns) {
    return Duration.between(Instant.parse(columns[1]), Instant.parse(columns[2]));
  }

  @Test
  void tapShowsRecordsOfATopicAndLeavesNoGroupBehind() throws Exception {
    // Given
    try (RollupDeployment rollup = new RollupDeployment("tapped", 1, folder)) {
      rollup.send(readings(0, 3), 1);
      rollup.send(List.of("what?".getBytes(StandardCharsets.UTF_8)), 1);
      rollup.publish(List.of("{\"source\":\"m1\",\"count\":3}"));
      Set<String> groups = rollup.groups();

      // When
      CommandLineRun input =
          tap(rollup, "--input", "readings", "--last", "2", "--positions", "--redact", "source");
      CommandLineRun output = tap(rollup, "--output", "rollup", "--last", "5");
      CommandLineRun next = tap(rollup, "--for", "1s");
      CommandLineRun slip = tap(rollup, "--redact", "sorce", "--last", "1");

      // Then
      assertThat(input.code()).as(input.err()).isZero();
      assertThat(input.out().lines())
          .satisfiesExactly(
              good ->
                  assertThat(good)
                      .startsWith("{\"topic\":\"tapped.readings\",\"partition\":0,\"offset\":2,")
                      .contains("\"record\":{\"source\":\"***\",\"sensor\":\"t\""),
              bad -> assertThat(bad).contains("\"offset\":3").endsWith("\"error\":\"MALFORMED\"}"));
      assertThat(output.out()).isEqualToIgnoringNewLines("{\"source\":\"m1\",\"count\":3}");
      assertThat(next.code()).as(next.err()).isZero();
      assertThat(next.out()).isEmpty();
      assertThat(next.err()).contains("No record came in 1s");
      assertThat(slip.code()).isEqualTo(1);
      assertThat(slip.out()).isEmpty();
      assertThat(slip.err()).contains("has no field 'sorce'");
      assertThat(rollup.groups()).isEqualTo(groups);
    }
  }

  private static CommandLineRun tap(RollupDeployment rollup, String... further) {
    List<Object> arguments =
        new ArrayList<>(List.of("tap", rollup.definition(), "--env", rollup.environment()));
    arguments.addAll(List.of(further));
    return CommandLineRun.of(arguments.toArray());
  }

  /** One every ten seconds. */
  private static List<byte[]> readings(int from, int to) {
    List<byte[]> encoded = new ArrayList<>();
    for (int i = from; i < to; i++) {
      encoded.add(
          SingleObject.of(
              SensorReading.newBuilder()
                  .setSource("m1")
                  .setSensor("t")
                  .setEventTime(MIDNIGHT.plusSeconds(10L * i))
                  .setValue(20.5)
                  .build()));
    }
    return encoded;
  }
}
