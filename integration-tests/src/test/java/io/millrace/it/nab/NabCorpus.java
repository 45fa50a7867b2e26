package io.millrace.it.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.it.SharedData;
import io.millrace.it.nab.NabFile.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The series of the benchmark that are beside the checkout, and their windows. */
final class NabCorpus {
  static final Path MACHINE =
      SharedData.file("industrial/nab_machine_temperature/machine_temperature_system_failure.csv");

  private NabCorpus() {}

  /** The files of all series, in the order of their names. */
  static List<Path> series() throws IOException {
    Path cloud = SharedData.file("cloud/nab_aws_cloudwatch/combined_windows.json").getParent();
    List<Path> files = new ArrayList<>(List.of(MACHINE));
    try (Stream<Path> entries = Files.list(cloud)) {
      entries.filter(file -> file.toString().endsWith(".csv")).sorted().forEach(files::add);
    }
    return files;
  }

  /**
   * A series with its scores.
   *
   * @param scores by the time of the reading
   */
  static NabFile read(Path file, Map<Instant, Double> scores) throws IOException {
    List<Instant> times = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("timestamp")) {
        times.add(time(line.substring(0, line.indexOf(','))));
      }
    }
    double[] ofRows = times.stream().mapToDouble(time -> scores.getOrDefault(time, 0.0)).toArray();
    return new NabFile(source(file), times, ofRows, windows(file));
  }

  /** The name of a series, which is that of its file without ending. */
  static String source(Path file) {
    return file.getFileName().toString().replace(".csv", "");
  }

  private static List<Window> windows(Path file) throws IOException {
    Path labels = file.resolveSibling("combined_windows.json");
    for (Map.Entry<String, JsonNode> entry :
        new ObjectMapper().readTree(labels.toFile()).properties()) {
      if (entry.getKey().endsWith("/" + file.getFileName())) {
        List<Window> windows = new ArrayList<>();
        entry
            .getValue()
            .forEach(
                window ->
                    windows.add(
                        new Window(time(window.get(0).asText()), time(window.get(1).asText()))));
        return windows;
      }
    }
    throw new IllegalArgumentException(labels + " says nothing of " + file.getFileName());
  }

  private static Instant time(String text) {
    return Instant.parse(text.replace(' ', 'T') + "Z");
  }
}
