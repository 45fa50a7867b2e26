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

  /**
   * The events of one input of whatever schema the definition says, as they arrive: with
   * duplicates, and with those whose clock is further ahead of their arrival than is allowed, which
   * have the time of their arrival.
   *
   * @param view makes of each event, where it is read, what the pipeline wants to see of it
   * @throws MillraceException if the definition has no such input, removes duplicates from it, or
   *     gives it a schema that the view refuses
   */
  default <T extends IndexedRecord> Input<T> arrivals(String name, ArrivalView<T> view) {
    throw new UnsupportedOperationException("Nobody tells here how input '" + name + "' arrives");
  }
}
