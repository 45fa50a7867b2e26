package io.millrace.demo;

import io.millrace.simulators.ResultRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Shows the first few groups of the last window of one size, each with one figure. */
final class LatestWindow implements LiveView {
  static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final int SHOWN = 6;

  private final String topic;
  private final Schema schema;
  private final String title;
  private final Predicate<GenericRecord> wanted;
  private final Function<GenericRecord, String> group;
  private final Function<GenericRecord, String> figure;
  private final NavigableMap<Instant, Map<String, String>> windows = new TreeMap<>();

  /**
   * @param title what the figures are
   * @param wanted tells the results that are shown from others in the topic
   */
  LatestWindow(
      String topic,
      Schema schema,
      String title,
      Predicate<GenericRecord> wanted,
      Function<GenericRecord, String> group,
      Function<GenericRecord, String> figure) {
    this.topic = topic;
    this.schema = schema;
    this.title = title;
    this.wanted = wanted;
    this.group = group;
    this.figure = figure;
  }

  /** Whether a result is of a window of this size. */
  static Predicate<GenericRecord> ofSize(Duration size) {
    return result ->
        Duration.between(
                ResultRecords.time(result, "window_start"),
                ResultRecords.time(result, "window_end"))
            .equals(size);
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public void see(GenericRecord result) {
    if (wanted.test(result)) {
      // Corrected results take the place of earlier ones: they come later.
      windows
          .computeIfAbsent(ResultRecords.time(result, "window_end"), absent -> new TreeMap<>())
          .put(group.apply(result), figure.apply(result));
      windows.headMap(windows.lastKey(), false).clear();
    }
  }

  @Override
  public Optional<String> line() {
    return windows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            title
                + " until "
                + CLOCK.format(windows.lastKey())
                + ":  "
                + windows.lastEntry().getValue().entrySet().stream()
                    .limit(SHOWN)
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining("  ")));
  }
}
