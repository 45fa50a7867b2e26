package io.millrace.demo;

import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.simulators.ResultRecords;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Shows how many episodes there were, and the last. */
final class LatestEpisodes implements LiveView {
  private final String topic;
  private final Set<String> episodes = new HashSet<>();
  private String latest;

  LatestEpisodes(String topic) {
    this.topic = topic;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public Schema schema() {
    return AnomalyEpisode.getClassSchema();
  }

  @Override
  public void see(GenericRecord result) {
    String sensor = result.get("source") + "/" + result.get("sensor");
    String start = LatestWindow.CLOCK.format(ResultRecords.time(result, "start"));
    episodes.add(sensor + result.get("start"));
    latest =
        "%s of %s at %s, score %.1f"
            .formatted(result.get("kind"), sensor, start, (Double) result.get("peak_score"));
  }

  @Override
  public Optional<String> line() {
    return latest == null
        ? Optional.empty()
        : Optional.of(
            episodes.size()
                + (episodes.size() == 1 ? " episode: " : " episodes, the last: ")
                + latest);
  }
}
