package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;

/**
 * A record that was decoded whole, of which a value is none of its field: what follows it can be
 * read.
 */
public final class UnfitRecordException extends BadRecordException {
  private static final long serialVersionUID = 1L;

  UnfitRecordException(BadRecordException reason) {
    super(reason.code(), reason.getMessage());
  }
}
