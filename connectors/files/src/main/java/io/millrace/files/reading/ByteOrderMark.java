package io.millrace.files.reading;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;

/** The mark that some programs put before a text to say how it is encoded. */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /**
   * Passes over the mark of UTF-8.
   *
   * @throws MillraceException UNREADABLE if the mark is that of UTF-16
   */
  static void pass(String label, Window window) {
    if (window.has(3)
        && window.at(0) == (byte) 0xEF
        && window.at(1) == (byte) 0xBB
        && window.at(2) == (byte) 0xBF) {
      window.skip(3);
    } else if (window.has(2)
        && ((window.at(0) == (byte) 0xFF && window.at(1) == (byte) 0xFE)
            || (window.at(0) == (byte) 0xFE && window.at(1) == (byte) 0xFF))) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, label + ": encoded in UTF-16, expected UTF-8");
    }
  }
}
