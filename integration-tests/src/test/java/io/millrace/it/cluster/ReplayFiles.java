package io.millrace.it.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a replay of a {@link ReplayTopic} has written into its folder. */
record ReplayFiles(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode manifest() throws IOException {
    return JSON.readTree(folder.resolve("manifest.json").toFile());
  }

  JsonNode summary() throws IOException {
    return JSON.readTree(folder.resolve("summary.json").toFile());
  }

  Path results() {
    return folder.resolve("rollup.jsonl");
  }

  /** The minutes, after midnight, of the windows, in order. */
  List<Integer> minutes() throws IOException {
    return minutes(Files.readAllLines(results()));
  }

  /** The minutes, after midnight, of windows, in order. */
  static List<Integer> minutes(List<String> results) throws IOException {
    List<Integer> minutes = new ArrayList<>();
    for (String line : results) {
      Instant start = Instant.parse(JSON.readTree(line).get("window_start").asText());
      minutes.add((int) Duration.between(ReplayTopic.MIDNIGHT, start).toMinutes());
    }
    minutes.sort(null);
    return minutes;
  }

  /** The counts of the windows, in order. */
  List<Integer> counts() throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (String line : Files.readAllLines(results())) {
      counts.add(JSON.readTree(line).get("count").asInt());
    }
    counts.sort(null);
    return counts;
  }

  /** Waits until a result is written. */
  void awaitResults() {
    RollupDeployment.await("the first results", this::isWriting);
  }

  private boolean isWriting() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().matches("\\.rollup.*part"));
    } catch (IOException | UncheckedIOException notYet) {
      return false;
    }
  }
}
