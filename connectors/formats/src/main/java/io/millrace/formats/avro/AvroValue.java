package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;

/** Turns a value of a writer into one of the reader. */
@FunctionalInterface
interface AvroValue {

  /**
   * The value for the reader.
   *
   * @throws BadRecordException WRONG_FIELD if it can't hold this value
   */
  Object of(Object written) throws BadRecordException;
}
