package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.sdk.ErrorCode;

/**
 * A piece cut from a file.
 *
 * @param bytes as they stand in the file
 * @param line at which the piece begins, from 1
 * @param complete whether the end of the piece was seen, rather than the end of the file
 * @param bad why the piece is no record; null if only a decoder can tell
 */
record Piece(byte[] bytes, long line, boolean complete, Decoded.Bad<?> bad) {
  /** No record is longer, in bytes. */
  static final int LIMIT = 16 * 1024 * 1024;

  /** So many bytes are kept of a piece beyond the limit. */
  static final int KEPT = 4 * 1024;

  static Piece of(byte[] bytes, long line, boolean complete) {
    return new Piece(bytes, line, complete, null);
  }

  static Piece tooLarge(byte[] beginning, long line, String what) {
    String message =
        "%s longer than %d bytes, of which the first %d are kept"
            .formatted(what, LIMIT, beginning.length);
    return new Piece(beginning, line, true, new Decoded.Bad<>(ErrorCode.TOO_LARGE, message));
  }
}
