package io.millrace.formats;

import io.millrace.sdk.avro.RecordType;
import java.io.Serializable;
import org.apache.avro.generic.IndexedRecord;

/**
 * A format that records may have, on any transport. It travels with the job, so it holds settings
 * and no resources.
 */
public interface Format extends Serializable {

  /** The name that definitions use. */
  String name();

  /** How a file of this format is cut into records. */
  Framing framing();

  /** Whether records are texts. */
  default boolean isText() {
    return framing() != Framing.AVRO && framing() != Framing.LENGTH_PREFIXED;
  }

  /**
   * A new decoder of records of this format.
   *
   * @param type the record to decode into; its schema is the projection
   */
  <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type);

  /** A new decoder of records into a generated class. */
  default <T extends IndexedRecord> Decoder<T> decoder(Class<T> generated) {
    return decoder(RecordType.of(generated));
  }

  /**
   * Whether a decoder reads records by what came before them, so that each file and partition needs
   * one of its own.
   */
  default boolean readsByOrder() {
    return false;
  }

  /** How a file is cut into records. On Kafka every record of a topic is one record. */
  enum Framing {
    /** One record a line, in UTF-8. */
    LINES,
    /** Rows of CSV, of which the first is the header; a quoted field may hold line breaks. */
    CSV_ROWS,
    /** One JSON object, an array of objects, or objects one after another. */
    JSON_VALUES,
    /** The objects of the array {@code jobs} of one JSON document; else as JSON_VALUES. */
    JSON_JOBS,
    /** Binary records, each behind its length in four bytes, the highest first. */
    LENGTH_PREFIXED,
    /** An Avro object container file, or single-object encoded records one after another. */
    AVRO
  }
}
