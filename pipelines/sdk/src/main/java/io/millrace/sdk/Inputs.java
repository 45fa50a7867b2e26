package io.millrace.sdk;

import io.millrace.sdk.avro.RecordType;
import org.apache.avro.generic.IndexedRecord;

/** The input streams of one pipeline, bound to whatever the run mode reads them from. */
public interface Inputs {

  /**
   * The events of one input, decoded, with event time and watermarks assigned, duplicates and
   * impossible clocks removed.
   *
   * @param name the name of the input in the definition
   * @param type the records to decode into; its schema is the projection that is read
   * @throws MillraceException if the definition has no such input, or its schema can't be read as
   *     this type
   */
  <T extends IndexedRecord> Input<T> input(String name, RecordType<T> type);

  /** The events of one input, decoded into a generated class. */
  default <T extends IndexedRecord> Input<T> input(String name, Class<T> generated) {
    return input(name, RecordType.of(generated));
  }
}
