package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.sdk.ErrorCode;

/** Cuts a file into binary records, each behind its length in four bytes, the highest first. */
final class LengthCutter implements Cutter {
  private static final int PREFIX = 4;

  private final Window window;
  private long number;

  LengthCutter(Window window) {
    this.window = window;
  }

  @Override
  public Piece next() {
    if (!window.has(1)) {
      return null;
    }
    number++;
    if (!window.has(PREFIX)) {
      return rest("the file ends within a length");
    }
    long length = 0;
    for (int i = 0; i < PREFIX; i++) {
      length = length << 8 | window.at(i) & 0xFF;
    }
    if (length > Piece.LIMIT) {
      return rest(
          "expected a length of at most "
              + Piece.LIMIT
              + " bytes before the record, got "
              + length);
    } else if (!window.has(PREFIX + (int) length)) {
      return rest("expected a record of " + length + " bytes, the file ends before");
    }
    window.skip(PREFIX);
    byte[] bytes = window.copy((int) length);
    window.skip((int) length);
    return new Piece(bytes, number, true, null);
  }

  /** Where a length is wrong nobody knows where the next record begins. */
  private Piece rest(String message) {
    byte[] beginning = window.copy(Math.min(window.length(), Piece.KEPT));
    while (window.has(1)) {
      window.skip(window.length());
    }
    return new Piece(beginning, number, false, new Decoded.Bad<>(ErrorCode.MALFORMED, message));
  }
}
