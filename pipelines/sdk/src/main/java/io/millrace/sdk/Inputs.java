package io.millrace.sdk;

import org.apache.avro.specific.SpecificRecord;

/** The input streams of one pipeline, bound to whatever the run mode reads them from. */
public interface Inputs {

  /**
   * The events of one input, decoded, with event time and watermarks assigned, duplicates and
   * impossible clocks removed.
   *
   * @param name the name of the input in the definition
   * @param type the record to decode into; its schema is the projection that is read
   * @throws MillraceException if the definition has no such input, or its schema can't be read as
   *     this type
   */
  <T extends SpecificRecord> Input<T> input(String name, Class<T> type);
}
