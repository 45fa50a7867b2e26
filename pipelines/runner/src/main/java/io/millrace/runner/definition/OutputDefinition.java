package io.millrace.runner.definition;

import io.millrace.runner.yaml.Place;
import java.util.List;
import java.util.Optional;

/**
 * One output of a definition.
 *
 * @param key fields that, with the window, tell a result from every other
 * @param topic the Kafka topic of a live run
 * @param json whether the topic gets canonical JSON, rather than Avro
 * @param table the PostgreSQL table of a live run
 * @param archive whether a live run writes it into the archive of the environment
 * @param exactlyOnce whether Kafka gets results in transactions; else they are seen at once, and
 *     some twice after a failure
 */
public record OutputDefinition(
    String name,
    Place place,
    List<String> key,
    Optional<String> topic,
    boolean json,
    Optional<String> table,
    boolean archive,
    boolean exactlyOnce) {

  /** Whether a live run writes it anywhere. */
  public boolean hasTarget() {
    return topic.isPresent() || table.isPresent() || archive;
  }
}
