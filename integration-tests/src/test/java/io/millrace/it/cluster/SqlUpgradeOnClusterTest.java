package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.CommandLineRun;
import io.millrace.sdk.avro.AvroTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running pipeline of SELECTs is changed. */
class SqlUpgradeOnClusterTest {
  static {
    AvroTrust.establish();
  }

  private static final String READINGS = "sql-upgrade.readings";
  private static final String RESULTS = "sql-upgrade.results";

  @TempDir Path folder;

  @Test
  void aColumnPassedThroughKeepsTheStateAndAnAddedAggregateIsRefusedByName() throws Exception {
    // Given a window of an hour that is open
    Path counting = definition("counting", "COUNT(*) AS readings");
    Path labelled = definition("labelled", "COUNT(*) AS readings, 'north' AS plant");
    Path averaging = definition("averaging", "COUNT(*) AS readings, AVG(`value`) AS average");
    try (SqlDeployment deployment = new SqlDeployment("sql-upgrade", folder)) {
      deployment.send(READINGS, readings(0, 10));
      deployment.submit(counting);
      deployment.awaitRead(READINGS);

      // When a column is added, more is read, and an aggregate is thought of
      deployment.upgrade(labelled);
      deployment.send(READINGS, readings(10, 15));
      deployment.awaitRead(READINGS);
      CommandLineRun plan = CommandLineRun.of("plan", averaging, "--env", deployment.environment());
      deployment.drain();

      // Then
      assertThat(deployment.results(RESULTS))
          .singleElement()
          .asString()
          .contains("\"readings\":15")
          .contains("\"plant\":\"north\"");
      assertThat(plan.code()).as(plan.out() + plan.err()).isEqualTo(1);
      assertThat(plan.out())
          .contains("incompatible", "sql.query.results.global-window-aggregate")
          .doesNotContain("dropped");
      assertThat(folder.resolve("state/sql-upgrade/0/plan.json"))
          .content()
          .contains("north")
          .contains("\"nodes\"");
    }
  }

  private Path definition(String name, String columns) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        version: 1
        pipeline: test/sql-upgrade
        inputs:
          readings:
            schema: industrial.SensorReading
            from: {kafka: %s}
            time: {field: event_time, out-of-orderness: 1s}
        sql: |
          SELECT source, window_start, window_end, %s
          FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
          GROUP BY source, window_start, window_end
        outputs:
          results: {key: [source, window_start], to: [{kafka: %s, format: json}]}
        """
            .formatted(READINGS, columns, RESULTS));
  }

  private static List<String> readings(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            second ->
                "{\"source\": \"m1\", \"sensor\": \"t\", \"event_time\": \"2026-01-01T00:00:%02dZ\","
                        .formatted(second)
                    + " \"value\": 1.5}")
        .toList();
  }
}
