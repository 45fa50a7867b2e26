package io.millrace.files.reading;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** Compressed streams, known by their first bytes rather than by the name of the file. */
final class Compression {
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};
  private static final byte[] XZ = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};

  /** Four times what {@code xz -9} needs, in KiB. */
  private static final int XZ_MEMORY = 256 * 1024;

  private Compression() {}

  /**
   * The data of a stream, decompressed where it is compressed.
   *
   * @throws MillraceException UNREADABLE if it is not compressed as its name says
   */
  static InputStream open(String label, InputStream raw) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(raw, XZ.length);
    byte[] start = stream.readNBytes(XZ.length);
    stream.unread(start);
    if (startsWith(start, GZIP)) {
      return new GzipMembersStream(stream);
    } else if (startsWith(start, XZ)) {
      return new XZInputStream(stream, XZ_MEMORY);
    }
    String name = label.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".xz")) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          label
              + ": named as compressed by "
              + (name.endsWith(".gz") ? "gzip" : "xz")
              + ", but is not");
    }
    return stream;
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }
}
