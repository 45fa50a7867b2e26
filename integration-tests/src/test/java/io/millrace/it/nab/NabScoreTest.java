package io.millrace.it.nab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code industrial/sensor-anomaly} as it is shipped, over the eleven series of the Numenta Anomaly
 * Benchmark that are here, in one run. One threshold holds for all of them: that of the default
 * {@code false-alarm-rate}, chosen by its meaning (about one false alarm a month of readings every
 * five minutes), not by these files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NabScoreTest {
  private static final List<NabProfile> PROFILES =
      List.of(NabProfile.STANDARD, NabProfile.LOW_FALSE_POSITIVES, NabProfile.LOW_FALSE_NEGATIVES);

  private CommandLineRun run;
  private Path out;
  private List<NabFile> files;

  @BeforeAll
  void scoreAllSeries(@TempDir Path folder) throws IOException {
    out = folder.resolve("out");
    List<Path> series = NabCorpus.series();
    String inputs = series.stream().map(Path::toString).collect(Collectors.joining(","));
    run =
        CommandLineRun.of(
            "run", "industrial/sensor-anomaly", "--input", "readings=" + inputs, "--out", out);
    Map<String, Map<Instant, Double>> alarms = alarms();
    files = new ArrayList<>();
    for (Path file : series) {
      files.add(NabCorpus.read(file, alarms.getOrDefault(NabCorpus.source(file), Map.of())));
    }
  }

  @Test
  void everyReadingIsScoredOrLate() throws IOException {
    // When
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());

    // Then
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode readings = summary.get("inputs").get("readings");
    assertThat(readings.get("read").asLong())
        .isEqualTo(files.stream().mapToLong(file -> file.times().size()).sum())
        .isEqualTo(
            readings.get("late").asLong()
                + summary.get("outputs").get("scores").get("written").asLong());
  }

  @Test
  void oneThresholdForAllFilesFindsMoreThanItDisturbs() {
    for (NabProfile profile : PROFILES) {
      // When
      NabScorer scorer = new NabScorer(profile);
      double score = scorer.score(files, Double.MIN_VALUE);

      // Then
      System.out.printf(
          "NAB, %d series, %s: %.1f at the default threshold, %.1f at the best higher one%n",
          files.size(), profile.name(), score, scorer.best(files));
      for (NabFile file : files) {
        System.out.printf(
            "  %s %.2f of %d%n",
            file.name(), scorer.raw(file, Double.MIN_VALUE), file.windows().size());
      }
      assertThat(score).as(profile.name()).isPositive();
    }
  }

  /** The scores of the readings that raise an alarm, by series and time. */
  private Map<String, Map<Instant, Double>> alarms() throws IOException {
    Map<String, Map<Instant, Double>> alarms = new HashMap<>();
    for (String line : Files.readAllLines(out.resolve("scores.jsonl"))) {
      JsonNode row = new ObjectMapper().readTree(line);
      if (row.get("anomalous").asBoolean()) {
        alarms
            .computeIfAbsent(row.get("source").asText(), absent -> new HashMap<>())
            .put(
                Instant.parse(row.get("event_time").asText()),
                Math.max(
                    Math.max(row.get("score").asDouble(), Double.MIN_VALUE), Double.MIN_VALUE));
      }
    }
    return alarms;
  }
}
