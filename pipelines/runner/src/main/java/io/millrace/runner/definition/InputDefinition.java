package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.avro.WriterSchemas;
import io.millrace.runner.yaml.Place;
import io.millrace.sdk.avro.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One input of a definition.
 *
 * @param type the records that events are
 * @param topic the Kafka topic of a live run
 * @param format the format of records on Kafka, and of files whose name does not tell
 * @param mapping how fields of CSV, JSON and Avro records become fields of the schema
 * @param timeField the field that holds the event time
 * @param maxFuture how far an event time may lie ahead of its record's timestamp; empty for no
 *     limit
 * @param deduplicateBy fields that together tell an event from every other; empty for no
 *     deduplication
 * @param maxDead how many records may be dead before a live job fails; empty for no limit
 */
public record InputDefinition(
    String name,
    Place place,
    RecordType<?> type,
    Optional<String> topic,
    FormatDefinition format,
    FieldMapping mapping,
    String timeField,
    Duration outOfOrderness,
    Duration lateness,
    Optional<Duration> idleAfter,
    Optional<Duration> maxFuture,
    List<String> deduplicateBy,
    Duration deduplicateWithin,
    Optional<MaxDead> maxDead) {

  /** This input read from another topic. */
  public InputDefinition from(Optional<String> otherTopic) {
    return new InputDefinition(
        name,
        place,
        type,
        otherTopic,
        format,
        mapping,
        timeField,
        outOfOrderness,
        lateness,
        idleAfter,
        maxFuture,
        deduplicateBy,
        deduplicateWithin,
        maxDead);
  }

  /**
   * The schemas that Avro records of this input may have been written with: the shipped ones, its
   * own, and those of an environment.
   */
  public WriterSchemas.Provider writers(List<Schema> further) {
    List<Schema> known = new ArrayList<>(further);
    known.add(type.schema());
    return WriterSchemas.shippedAnd(known);
  }
}
