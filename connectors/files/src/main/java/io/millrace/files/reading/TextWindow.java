package io.millrace.files.reading;

import io.millrace.formats.ByteOrderMark;
import io.millrace.formats.TextLayout;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file of text as UTF-8, whatever its encoding, so that it can be cut at the bytes of marks.
 *
 * @param charset of the file
 */
record TextWindow(Window window, Charset charset) {
  private static final int LOOKED_AT = 8;

  /**
   * Finds the encoding of a file, and passes over its mark and the lines to skip.
   *
   * @throws MillraceException UNREADABLE if the file is in UTF-16, and neither a mark nor the
   *     layout says so
   */
  static TextWindow open(String label, Window file, TextLayout layout) {
    byte[] beginning = beginning(file);
    ByteOrderMark mark = ByteOrderMark.marked(beginning);
    if (mark == null && layout.encoding() == null) {
      refuseUtf16(label, beginning);
    }
    Charset charset = mark == null ? layout.charset() : mark.charset();
    if (mark != null) {
      file.skip(mark.markLength());
    }
    boolean plain = charset.equals(StandardCharsets.UTF_8);
    Window text = plain ? file : new Window(new Utf8Stream(file, charset));
    for (int skipped = 0; skipped < layout.skip(); skipped++) {
      CommentCutter.skipLine(text);
    }
    return new TextWindow(text, charset);
  }

  /** Letters of Latin in UTF-16: every other byte is zero, which no text in UTF-8 has. */
  private static void refuseUtf16(String label, byte[] beginning) {
    if (beginning.length < LOOKED_AT) {
      return;
    }
    for (int zero = 0; zero < 2; zero++) {
      boolean so = true;
      for (int i = 0; i < LOOKED_AT; i++) {
        so &= (beginning[i] == 0) == (i % 2 == zero);
      }
      if (so) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            label
                + ": encoded in UTF-16 without a mark; 'encoding: UTF-16"
                + (zero == 0 ? "BE" : "LE")
                + "' of the input says so");
      }
    }
  }

  private static byte[] beginning(Window file) {
    int length = 0;
    while (length < LOOKED_AT && file.has(length + 1)) {
      length++;
    }
    return file.copy(length);
  }

  /** A cutter that passes over comments, and tells of characters that are none. */
  Cutter cutter(Cutter plain, TextLayout layout) {
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    Cutter checked = utf8 ? plain : new EncodingCutter(plain, charset);
    return layout.comment() == null
        ? checked
        : new CommentCutter(window, checked, layout.comment());
  }
}
