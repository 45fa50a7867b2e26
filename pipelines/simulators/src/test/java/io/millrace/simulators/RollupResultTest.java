package io.millrace.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.PostgresServer;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.Rollup;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollupResultTest {
  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final RollupResult RESULT =
      new RollupResult(
          new RollupResult.Key("m", "s", START, START.plusSeconds(10)),
          4,
          1,
          2,
          1.5,
          0.5,
          1.1,
          1.9,
          1.4,
          1.8,
          1.99,
          3,
          "CORRECTED");

  @Test
  void aRecordOfTheTopicIsReadInFull() throws Exception {
    // Given
    Rollup rollup =
        new Rollup(
            "m",
            "s",
            START,
            START.plusSeconds(10),
            4L,
            1.0,
            2.0,
            1.5,
            0.5,
            1.1,
            1.9,
            1.4,
            1.8,
            1.99,
            3,
            ResultStatus.CORRECTED);
    ByteBuffer encoded = Rollup.getEncoder().encode(rollup);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);

    // When
    RollupResult result = RollupResult.ofRecord(bytes);

    // Then
    assertThat(result).isEqualTo(RESULT);
  }

  @Test
  void aRowOfTheTableIsReadInFull() throws Exception {
    // Given
    String query =
        """
        SELECT 'm' AS source, 's' AS sensor, timestamptz '2026-01-01 06:00:00Z' AS window_start,
          timestamptz '2026-01-01 06:00:10Z' AS window_end, 4 AS count, 1.0::float8 AS min,
          2.0::float8 AS max, 1.5::float8 AS mean, 0.5::float8 AS stddev, 1.1::float8 AS first,
          1.9::float8 AS last, 1.4::float8 AS p50, 1.8::float8 AS p95, 1.99::float8 AS p99,
          3 AS revision, 'CORRECTED' AS status, 1 AS generation
        """;
    try (PostgresServer server = PostgresServer.start();
        var connection =
            DriverManager.getConnection(
                server.jdbcUrl(), server.user(), Files.readString(server.passwordFile()));
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();

      // When
      RollupResult result = RollupResult.ofRow(rows);

      // Then
      assertThat(result).isEqualTo(RESULT);
    }
  }
}
