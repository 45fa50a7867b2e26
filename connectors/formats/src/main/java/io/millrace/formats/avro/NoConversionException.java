package io.millrace.formats.avro;

/** A type of a writer from which no stated rule leads to one of a reader. */
final class NoConversionException extends Exception {
  private static final long serialVersionUID = 1L;

  NoConversionException(String message) {
    super(message, null, false, false);
  }
}
