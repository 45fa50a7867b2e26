package io.millrace.files.reading;

import io.millrace.formats.ByteOrderMark;
import io.millrace.formats.TextLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file of text as UTF-8, whatever its encoding, so that it can be cut at the bytes of marks.
 *
 * @param charset of the file
 */
record TextWindow(Window window, Charset charset) {

  /** Finds the encoding of a file, and passes over its mark and the lines to skip. */
  static TextWindow open(Window file, TextLayout layout) {
    ByteOrderMark mark = ByteOrderMark.marked(beginning(file));
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

  private static byte[] beginning(Window file) {
    int length = 0;
    while (length < 3 && file.has(length + 1)) {
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
