package io.millrace.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.formats.RawRecord;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestsReaderTest {
  private static final String USES = "version: 1\npipeline: a/b\nuses: industrial/rollup\n";

  private final DefinitionReader reader =
      new DefinitionReader(Catalog.shipped(), getClass().getClassLoader());

  @Test
  void stepsComeInTheirOrderWithRowsAsTheRecordsThatAProducerWouldSend() {
    // When
    TestDefinition test =
        read("""
                tests:
                  - name: it
                    defaults: {readings: {source: m, sensor: 7, value: 1}}
                    given:
                      - readings: {event_time: 2026-01-01T00:00:10Z, value: 20.50, unit: null}
                      - arrival: 2026-01-01T00:00:30Z
                      - readings: [{event_time: 2026-01-01T00:00:20Z}]
                        advance: {readings: 2026-01-01T00:01:00Z}
                      - idle: [readings]
                      - restart: true
                      - end: true
                    expect: {no_rows: rollup}
                """)
            .get(0);

    // Then
    assertThat(test.given())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("Records", "Records", "Advance", "Idle", "Restart", "End");
    TestStep.Given first = ((TestStep.Records) test.given().get(0)).records().get(0);
    TestStep.Given second = ((TestStep.Records) test.given().get(1)).records().get(0);
    assertThat(new String(first.raw().value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"source\":\"m\",\"sensor\":\"7\",\"value\":20.50,"
                + "\"event_time\":\"2026-01-01T00:00:10Z\",\"unit\":null}");
    assertThat(first.raw().arrival()).isEqualTo(RawRecord.NO_TIME);
    assertThat(Instant.ofEpochMilli(second.raw().arrival())).isEqualTo("2026-01-01T00:00:30Z");
    assertThat(((TestStep.Advance) test.given().get(2)).reached())
        .isEqualTo("2026-01-01T00:01:00Z");
  }

  @Test
  void expectationsAreRowsOrCountsOfOutputsAndInputs() {
    // When
    TestDefinition test =
        read("""
                tests:
                  - name: it
                    given: []
                    exact: true
                    expect:
                      rollup: {source: m}
                      late: {readings: 2}
                      future: {readings: }
                      dead: {readings: [{error: MALFORMED}]}
                """)
            .get(0);

    // Then
    assertThat(test.exact()).isTrue();
    assertThat(test.expected())
        .extracting(Expectation::subject)
        .containsExactly(
            new Subject(Kind.OUTPUT, "rollup"),
            new Subject(Kind.LATE, "readings"),
            new Subject(Kind.FUTURE, "readings"),
            new Subject(Kind.DEAD, "readings"));
    assertThat(test.expected().get(0).rows().orElseThrow()).hasSize(1);
    assertThat(test.expected().get(1).count()).contains(2L);
    assertThat(test.expected().get(2).isOpen()).isTrue();
  }

  @Test
  void theTestsOfAUsedDefinitionAreNotTheOnesOfItsUser() {
    // Given
    assertThat(reader.find("industrial/rollup", Map.of()).tests()).isNotEmpty();

    // When
    List<TestDefinition> tests = read("");

    // Then
    assertThat(tests).isEmpty();
  }

  @Test
  void everythingWrongIsToldAtOnceEachAtItsPlace() {
    // Given
    String text =
        """
        tests:
          - name: it
            defaults: {reading: {}, readings: {sensr: t}}
            given:
              - readigns: {source: m}
              - readings: {source: m, event_time: soon, sensor: t}
              - readings: [{sorce: m}, 7]
              - readings: {source: m, sensor: t, event_time: 1066-01-01T00:00:00Z}
              - advance: {readings: later}
              - advance: readings
              - idle: [redings]
              - malformed: {readings: [[]]}
              - restart: false
              - end: true
              - rewind: true
            expect:
              rolup: []
              rollup: many
              late: {readings: {valu: 1}}
              dead: {writings: 1}
              no_rows: [rollup]
            exat: true
          - name: it
            expect: 5
          - nothing
        """;

    // When
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(text));

    // Then
    assertThat(refused.getMessage().lines().map(line -> line.substring("m.yaml:".length())))
        .containsExactly(
            "6:16: UNKNOWN_NAME no input 'reading'; did you mean 'readings'?",
            "6:40: UNKNOWN_NAME industrial.SensorReading has no field 'sensr'; did you mean"
                + " 'sensor'?",
            "8:9: UNKNOWN_NAME no input or step 'readigns'; did you mean 'readings'?",
            "9:43: WRONG_TYPE event_time: expected a time such as 2026-01-31T12:00:00Z, got \"soon\"",
            "10:20: MISSING_KEY a row of 'readings' needs 'source', 'sensor', 'event_time'; write it"
                + " in the row, or for all rows in 'defaults: {readings: ...}'",
            "10:21: UNKNOWN_NAME industrial.SensorReading has no field 'sorce'; did you mean"
                + " 'source'?",
            "10:32: WRONG_TYPE a row of 'readings' is the value '7'; expected fields and values",
            "11:54: OUT_OF_RANGE event_time: expected a time from 1900 to 2499, got"
                + " 1066-01-01T00:00:00Z",
            "12:29: WRONG_TYPE expected a time such as 2026-01-31T12:00:00Z, found the value"
                + " 'later'",
            "13:18: WRONG_TYPE advance is the value 'readings'; expected 'advance: {INPUT: ...}'",
            "14:16: UNKNOWN_NAME no input 'redings'; did you mean 'readings'?",
            "15:32: WRONG_TYPE a malformed record is a list; expected its text",
            "16:18: WRONG_TYPE restart is the value 'false'; expected 'restart: true'",
            "18:9: CONFLICT nothing can follow 'end': the inputs are over",
            "18:9: UNKNOWN_NAME no input or step 'rewind'; known: advance, arrival, end, idle,"
                + " malformed, readings, restart",
            "20:7: UNKNOWN_NAME no output 'rolup'; did you mean 'rollup'?",
            "21:15: WRONG_TYPE output 'rollup' is the value 'many'; expected rows, or how many",
            "22:25: UNKNOWN_NAME industrial.SensorReading has no field 'valu'; did you mean"
                + " 'value'?",
            "23:14: UNKNOWN_NAME no input 'writings'; known: readings",
            "24:17: CONFLICT output 'rollup' is expected twice; first at m.yaml:21:7",
            "25:5: UNKNOWN_KEY unknown key 'exat' in the test; did you mean 'exact'?",
            "26:5: MISSING_KEY the test needs the key 'given', such as 'given: [{readings: {source:"
                + " m1, value: 1}}, {end: true}]'",
            "26:5: CONFLICT a second test 'it'; the first is at m.yaml:5:5",
            "27:13: WRONG_TYPE expect is the value '5'; expected such as 'rollup: [{source: m1}]'",
            "28:5: WRONG_TYPE a test is the value 'nothing'; expected the keys name, given and"
                + " expect");
  }

  @Test
  void aRecordThatIsNotMalformedIsNoMalformedOne() {
    // Given
    String text =
        """
        inputs:
          readings: {format: json}
        tests:
          - name: it
            given:
              - malformed: {readings: '{"source": "m", "sensor": "t", "event_time": 1767225600000}'}
        """;

    // When
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(text));

    // Then
    assertThat(refused)
        .hasMessage(
            "m.yaml:9:31: CONFLICT this is a good record of format 'json'; expected a malformed"
                + " one, or a row: 'readings: {...}'");
  }

  @Test
  void anInputOrOutputCannotHaveTheNameOfAStep() {
    // Given
    String text =
        """
        version: 1
        pipeline: a/b
        java: io.millrace.industrial.rollup.RollupPipeline
        inputs:
          idle: {schema: industrial.SensorReading, time: {field: event_time}}
        outputs:
          dead: {key: [source]}
        """;

    // When
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> reader.read("m.yaml", text, Map.of()));

    // Then
    assertThat(refused.getMessage().lines())
        .containsExactly(
            "m.yaml:5:3: CONFLICT 'idle' has a meaning in tests; choose another name",
            "m.yaml:7:3: CONFLICT 'dead' has a meaning in tests; choose another name");
  }

  private List<TestDefinition> read(String tests) {
    return reader.read("m.yaml", USES + tests, Map.of()).tests();
  }
}
