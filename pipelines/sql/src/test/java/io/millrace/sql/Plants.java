package io.millrace.sql;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queries over the readings of a plant. */
final class Plants {
  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  static final String BY_MINUTE =
      """
      SELECT source, window_start, window_end, COUNT(*) AS readings, MAX(`value`) AS greatest
      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
      GROUP BY source, window_start, window_end
      """;
  static final String TOTALS = "SELECT source, COUNT(*) AS readings FROM readings GROUP BY source";

  private static final Map<String, SqlInput> INPUTS =
      Map.of("readings", SqlInput.of(SensorReading.getClassSchema(), "event_time"));

  static {
    AvroTrust.establish();
  }

  private Plants() {}

  /** A pipeline of one output. */
  static SqlQueries output(String select, String... key) {
    return queries(Map.of("result", select), Map.of("result", List.of(key)));
  }

  static SqlQueries queries(Map<String, String> selects, Map<String, List<String>> keys) {
    return SqlQueries.of("plant/test", selects, INPUTS, keys);
  }

  /** A pipeline of one output whose state is forgotten. */
  static SqlQueries forgetting(Duration ttl, String select, String... key) {
    return new SqlQueries(
        "plant/test", Map.of("result", select), INPUTS, Map.of("result", List.of(key)), ttl);
  }

  /** SELECTs in the order given: name, text, name, text. */
  static Map<String, String> selects(String... namesAndTexts) {
    Map<String, String> selects = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      selects.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return selects;
  }

  static SensorReading reading(String source, long second, double value) {
    return SensorReading.newBuilder()
        .setSource(source)
        .setSensor("t")
        .setEventTime(MIDNIGHT.plusSeconds(second))
        .setValue(value)
        .build();
  }
}
