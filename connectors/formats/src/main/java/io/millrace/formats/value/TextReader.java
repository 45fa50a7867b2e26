package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;

/** Reads the value of one field from text. */
@FunctionalInterface
public interface TextReader {

  /**
   * The value, in the form that the generated class takes.
   *
   * @throws BadRecordException WRONG_FIELD, with a message of the form {@code expected a number,
   *     got "abc"}
   */
  Object read(String text) throws BadRecordException;
}
