package io.millrace.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runner.yaml.RefusedException;
import io.millrace.sql.SqlPipeline;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlReaderTest {
  private static final String GOOD =
      """
      version: 1
      pipeline: plant/line-temperature
      inputs:
        readings:
          schema: industrial.SensorReading
          time: {field: event_time, out-of-orderness: 5s}
      sql: |
        SELECT source, window_start, window_end, COUNT(*) AS readings
        FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
        GROUP BY source, window_start, window_end
      outputs:
        line_temperature: {key: [source, window_start]}
      """;

  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  @Test
  void aSelectIsPlannedWhenItIsRead() {
    // When
    Definition definition = reader.read("mine.yaml", GOOD, Map.of());

    // Then
    assertThat(definition.pipeline()).isInstanceOf(SqlPipeline.class);
    assertThat(((SqlPipeline) definition.pipeline()).plan()).contains("line_temperature");
  }

  @Test
  void aMistakeInTheMiddleOfABlockIsToldAtItsLineAndColumn() {
    assertThat(refusal(GOOD.replace("COUNT(*)", "AVG(valu)")))
        .isEqualTo("mine.yaml:8:48: UNKNOWN_NAME unknown column 'valu'; did you mean 'value'?");
    assertThat(refusal(GOOD.replace("FROM TABLE", "FORM TABLE")))
        .startsWith("mine.yaml:9:3: SYNTAX");
  }

  @Test
  void aMistakeInAQuotedTextIsToldBehindTheQuote() {
    assertThat(refusal(oneLine("sql: \"SELECT sorce FROM readings\"")))
        .startsWith("mine.yaml:7:14: UNKNOWN_NAME");
    assertThat(refusal(oneLine("sql: SELECT sorce FROM readings")))
        .startsWith("mine.yaml:7:13: UNKNOWN_NAME");
  }

  @Test
  void latenessIsRefusedWhereItIsWritten() {
    assertThat(refusal(GOOD.replace("out-of-orderness: 5s", "lateness: 10m")))
        .startsWith("mine.yaml:6:31: CONFLICT results of 'sql' are final");
  }

  @Test
  void aMappingOfFieldsThatTheSelectDoesNotUsePasses() {
    // Given
    String mapped =
        GOOD.replace(
            "out-of-orderness: 5s}",
            "out-of-orderness: 5s}\n    format: csv\n"
                + "    mapping: {fields: {unit: [einheit]}, constants: {sensor: all}}");

    // When
    Definition definition = reader.read("mine.yaml", mapped, Map.of());

    // Then
    assertThat(definition.inputs().get("readings").mapping().constants())
        .isEqualTo(Map.of("sensor", "all"));
    assertThat(refusal(mapped.replace("unit:", "unt:")))
        .startsWith("mine.yaml:8:24: UNKNOWN_NAME")
        .endsWith("did you mean 'unit'?");
    assertThat(refusal(mapped.replace("sensor: all", "sequence: first")))
        .startsWith("mine.yaml:8:64: WRONG_TYPE The constant of 'sequence': expected a whole");
    assertThat(refusal(mapped.replace("sensor: all", "sensor: '${fiel}'")))
        .contains("UNKNOWN_NAME The constant of 'sensor' has ${fiel}");
  }

  @Test
  void stateThatNothingBoundsNeedsATimeToLive() {
    // Given
    String running = oneLine("sql: SELECT source, COUNT(*) AS n FROM readings GROUP BY source");
    String bounded = running.replace("inputs:", "state-ttl: 7d\ninputs:");
    String keyed = "{key: [source]}";

    // When
    String refused = refusal(running.replace("{key: [source, window_start]}", keyed));
    Definition definition =
        reader.read("mine.yaml", bounded.replace("{key: [source, window_start]}", keyed), Map.of());

    // Then
    assertThat(refused).startsWith("mine.yaml:7:6: UNBOUNDED_STATE GROUP BY");
    assertThat(definition.pipeline()).isInstanceOf(SqlPipeline.class);
  }

  @Test
  void oneSelectForTwoOutputsIsRefused() {
    assertThat(refusal(GOOD + "  second: {key: [source]}\n"))
        .contains("mine.yaml:7:6: CONFLICT one SELECT for 2 outputs; expected 'sql: {");
  }

  @Test
  void noSelectAtAllIsTold() {
    assertThat(refusal(oneLine("sql: {}")))
        .isEqualTo("mine.yaml:7:6: MISSING_KEY 'sql' has no SELECT; expected one for each output");
  }

  @Test
  void anOutputWithoutItsSelectIsToldWhereTheOutputIs() {
    // Given
    String text =
        oneLine("sql: {other: \"SELECT source, event_time FROM readings\"}")
            + "  other: {key: [source, event_time]}\n";

    // When
    String refused = refusal(text);

    // Then
    assertThat(refused)
        .isEqualTo(
            "mine.yaml:9:3: MISSING_KEY output 'line_temperature' has no SELECT of its name");
  }

  @Test
  void aSelectIsNotBlamedForAnInputThatCouldNotBeRead() {
    assertThat(refusal(GOOD.replace("SensorReading", "SensorReding")))
        .isEqualTo(
            "mine.yaml:5:13: UNKNOWN_NAME no schema 'industrial.SensorReding'; did you mean"
                + " 'industrial.SensorReading'?");
  }

  private static String oneLine(String sql) {
    String before = GOOD.substring(0, GOOD.indexOf("sql: |"));
    return before + sql + "\n" + GOOD.substring(GOOD.indexOf("outputs:"));
  }

  private String refusal(String text) {
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> reader.read("mine.yaml", text, Map.of()));
    return refused.getMessage();
  }
}
