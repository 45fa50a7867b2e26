package io.millrace.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The mark that some programs put before a text to say how it is encoded. */
public enum ByteOrderMark {
  /** UTF-8. */
  UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
  /** UTF-16, the lower byte first. */
  UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
  /** UTF-16, the higher byte first. */
  UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF);

  private final Charset charset;
  private final int[] mark;

  ByteOrderMark(Charset charset, int... mark) {
    this.charset = charset;
    this.mark = mark;
  }

  public Charset charset() {
    return charset;
  }

  /** The length of the mark in bytes. */
  public int markLength() {
    return mark.length;
  }

  /** The encoding that the first bytes of a text speak of; null if they are no mark. */
  public static ByteOrderMark marked(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] >= 0) {
      return null;
    }
    for (ByteOrderMark encoding : values()) {
      if (encoding.marks(bytes)) {
        return encoding;
      }
    }
    return null;
  }

  private boolean marks(byte[] bytes) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
