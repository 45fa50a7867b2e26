package io.millrace.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.runner.definition.Catalog;
import io.millrace.runner.definition.Definition;
import io.millrace.runner.definition.DefinitionReader;
import io.millrace.runner.definition.Expectation.Kind;
import io.millrace.runner.definition.Expectation.Subject;
import io.millrace.runner.definition.InputDefinition;
import io.millrace.runner.testing.compare.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One source whose clock is ahead, among others, in the shipped pipelines with the times of their
 * own definitions: from admission to results.
 */
class FutureClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DECADES = Duration.ofDays(27_000);
  private static final int TICKS = 40;

  private static final DefinitionTests TESTS = new DefinitionTests();
  private static final DefinitionReader READER =
      new DefinitionReader(Catalog.shipped(), FutureClockTest.class.getClassLoader());

  /** What a source sends at each tick; {@code $s} is the source, {@code $t} the time. */
  private enum Story {
    OEE(
        "industrial/oee",
        Duration.ofSeconds(10),
        """
        - calendar: {machine: a, event_time: 2026-01-01T00:00:00Z, end: 2026-01-01T00:05:00Z, kind: SHIFT}
        - cycles: {machine: a, event_time: 2025-01-01T00:00:00Z, ideal_cycle_s: 20}
        - idle: [calendar, cycles]
        """,
        "machine",
        Map.of(
            "states", "{machine: $s, event_time: $t, state: EXECUTING, reason: r$n}",
            "counts", "{machine: $s, event_time: $t, produced: $n, scrap: 1}")),
    SENSOR_ANOMALY(
        "industrial/sensor-anomaly",
        Duration.ofSeconds(10),
        "",
        "source",
        Map.of("readings", "{source: $s, sensor: t, event_time: $t, value: $n, quality: $q}")),
    TRAFFIC(
        "cdn/traffic",
        Duration.ofMinutes(1),
        "",
        "site",
        Map.of("requests", "{site: $s, event_time: $t, client: c$n, path: /p, ttfb_ms: $n}")),
    RED(
        "services/red",
        Duration.ofSeconds(10),
        "",
        "service",
        Map.of(
            "spans",
            "{service: $s, event_time: $t, trace_id: $s$k, span_id: s, kind: SERVER,"
                + " duration_nanos: $n000000}")),
    GRAPH(
        "services/graph",
        Duration.ofSeconds(10),
        "",
        "parent",
        Map.of(
            "spans",
            "{service: $s, event_time: $t, trace_id: $s$k, span_id: s, kind: CLIENT,"
                + " database: orders, duration_nanos: $n000000}")),
    COST(
        "cloud/cost",
        Duration.ofHours(6),
        "",
        "provider",
        Map.of(
            "bills",
            "{provider: $s, service: v, event_time: $t, charge_id: $s$k, billed_cost: $n,"
                + " billing_currency: EUR, billing_period_start: 2026-01-01T00:00:00Z,"
                + " billing_period_end: 2026-02-01T00:00:00Z}"));

    private final String pipeline;
    private final Duration every;
    private final String before;
    private final String column;
    private final TreeMap<String, String> rows;

    Story(String pipeline, Duration every, String before, String column, Map<String, String> rows) {
      this.pipeline = pipeline;
      this.every = every;
      this.before = before;
      this.column = column;
      this.rows = new TreeMap<>(rows);
    }

    /** Whether a row is of a source other than that with the clock, and of one alone. */
    Predicate<JsonNode> ofOthers() {
      return row -> row.path(column).isTextual() && !row.path(column).textValue().equals("ahead");
    }

    Definition definition() {
      return READER.find(pipeline, Map.of());
    }

    /** The time of the input in which the clock is. */
    InputDefinition clocked() {
      return definition().inputs().get(rows.firstKey());
    }
  }

  /** What comes of the sources whose clocks are right. */
  private static final Map<Story, Map<Subject, Rows>> WITHOUT = new EnumMap<>(Story.class);

  @AfterAll
  static void stopFlink() {
    TESTS.close();
  }

  @ParameterizedTest
  @EnumSource
  void aClockFurtherAheadThanIsAllowedIsSetAsideWholeAndChangesNothing(Story story) {
    // Given
    Duration most = story.clocked().maxFuture().orElseThrow();

    // When some of what it sends is hardly too far ahead, and some by decades
    Map<Subject, Rows> with =
        run(story, tick -> tick % 2 == 0 ? most.plusMillis(1) : most.plus(DECADES));

    // Then
    Map<Subject, Rows> without = without(story);
    for (String output : story.definition().outputs().keySet()) {
      Subject results = new Subject(Kind.OUTPUT, output);
      assertThat(with.get(results).rows())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(without.get(results).rows());
    }
    for (String input : story.rows.keySet()) {
      assertThat(with.get(new Subject(Kind.FUTURE, input)).rows())
          .hasSize(TICKS)
          .noneMatch(story.ofOthers());
      assertThat(with.get(new Subject(Kind.LATE, input)).rows()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClockAheadWithinOutOfOrdernessChangesNoFinalResultOfOthers(Story story) {
    // Given
    Duration ahead =
        least(story.clocked().maxFuture().orElseThrow(), story.clocked().outOfOrderness());

    // When
    Map<Subject, Rows> with = run(story, tick -> ahead);

    // Then
    Map<Subject, Rows> without = without(story);
    assertThat(ofOthers(story, with)).isNotEmpty().isEqualTo(ofOthers(story, without));
    assertThat(setAside(story, with)).isEmpty();
    assertThat(with.values().stream().flatMap(rows -> rows.rows().stream()))
        .anyMatch(row -> row.path(story.column).asText().equals("ahead"));
  }

  /** Of pipelines whose results can be corrected. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SENSOR_ANOMALY")
  void aClockAsFarAheadAsIsAllowedChangesNothingThatStandsInTheEnd(Story story) {
    // Given
    Duration ahead = story.clocked().maxFuture().orElseThrow();

    // When
    Map<Subject, Rows> with = run(story, tick -> ahead);

    // Then
    Map<Subject, Rows> without = without(story);
    assertThat(standing(story, with)).isNotEmpty().isEqualTo(standing(story, without));
    assertThat(setAside(story, with)).isEmpty();
    // A trace waits for its last span for longer than the clock is ahead.
    if (story != Story.GRAPH && ahead.compareTo(story.clocked().outOfOrderness()) > 0) {
      assertThat(results(story, with))
          .anyMatch(row -> row.path("status").asText().equals("CORRECTED"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SENSOR_ANOMALY")
  void aClockAsFarAheadAsIsAllowedLosesNoReadingOfAModel(Story story) {
    // Given a clock by which readings of others are late, which no model can learn afterwards
    Duration ahead = story.clocked().maxFuture().orElseThrow();

    // When
    Map<Subject, Rows> with = run(story, tick -> ahead);

    // Then
    List<JsonNode> late = with.get(new Subject(Kind.LATE, "readings")).rows();
    List<JsonNode> scores = with.get(new Subject(Kind.OUTPUT, "scores")).rows();
    assertThat(late).isNotEmpty().allMatch(story.ofOthers());
    assertThat(late.size() + scores.size()).isEqualTo(3 * TICKS);
  }

  private static Map<Subject, Rows> without(Story story) {
    return WITHOUT.computeIfAbsent(story, one -> run(one, null));
  }

  private interface Clock {
    Duration ahead(int tick);
  }

  /**
   * What comes of two sources that are right and one whose clock is not.
   *
   * @param clock null for no third source
   */
  private static Map<Subject, Rows> run(Story story, Clock clock) {
    StringBuilder text = new StringBuilder();
    text.append("version: 1\npipeline: test/clock\nuses: ").append(story.pipeline);
    text.append("\ntests:\n  - name: it\n    given:\n").append(story.before.indent(6));
    int chunk = story.rows.size() == 1 ? TICKS : TICKS / 8;
    for (int first = 0; first < TICKS; first += chunk) {
      for (Map.Entry<String, String> input : story.rows.entrySet()) {
        for (int tick = first; tick < first + chunk; tick++) {
          Instant time = START.plus(story.every.multipliedBy(tick));
          text.append("      - arrival: ").append(time).append('\n');
          text.append(step(input, "a", time, tick)).append(step(input, "b", time, tick));
          if (clock != null) {
            text.append(step(input, "ahead", time.plus(clock.ahead(tick)), tick));
          }
        }
      }
    }
    text.append("      - end: true\n    expect: {dead: {")
        .append(story.rows.firstKey())
        .append(": 0}}\n");
    TestResult result = TESTS.run(READER.read("clock.yaml", text.toString(), Map.of())).get(0);
    assertThat(result.passed()).as(() -> result.failure() + " " + result.differences()).isTrue();
    return result.came();
  }

  private static String step(
      Map.Entry<String, String> input, String source, Instant time, int tick) {
    String row =
        input
            .getValue()
            .replace("$s", source)
            .replace("$t", time.toString())
            .replace("$k", "-" + tick)
            .replace("$q", tick % 7 == 3 ? "BAD" : "GOOD")
            .replace("$n", String.valueOf(1 + tick * 7 % 10));
    return "      - " + input.getKey() + ": " + row + "\n";
  }

  /** The final results of others, sorted. */
  private static List<String> ofOthers(Story story, Map<Subject, Rows> came) {
    return results(story, came).stream().map(JsonNode::toString).sorted().toList();
  }

  private static List<JsonNode> results(Story story, Map<Subject, Rows> came) {
    return came.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == Kind.OUTPUT)
        .flatMap(entry -> entry.getValue().rows().stream())
        .filter(story.ofOthers())
        .toList();
  }

  /** By key, the last results of others, in all columns but revision and status. */
  private static Map<String, String> standing(Story story, Map<Subject, Rows> came) {
    Map<String, String> standing = new TreeMap<>();
    story
        .definition()
        .outputs()
        .forEach(
            (name, output) -> {
              Rows rows = came.get(new Subject(Kind.OUTPUT, name));
              for (JsonNode row : rows.rows().stream().filter(story.ofOthers()).toList()) {
                String key =
                    output.key().stream()
                        .map(field -> row.get(field).toString())
                        .collect(Collectors.joining(" ", name + " ", ""));
                ObjectNode columns = row.deepCopy();
                standing.put(key, columns.without(List.of("revision", "status")).toString());
              }
            });
    return standing;
  }

  private static List<JsonNode> setAside(Story story, Map<Subject, Rows> came) {
    List<JsonNode> aside = new ArrayList<>();
    for (String input : story.rows.keySet()) {
      aside.addAll(came.get(new Subject(Kind.LATE, input)).rows());
      aside.addAll(came.get(new Subject(Kind.FUTURE, input)).rows());
    }
    return aside;
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
