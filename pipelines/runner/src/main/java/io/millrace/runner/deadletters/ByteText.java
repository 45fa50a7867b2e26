package io.millrace.runner.deadletters;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Utf8Text;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Bytes that may be text, as people read them. */
final class ByteText {
  private static final int SHORT = 32;
  private static final int ROW = 16;

  private ByteText() {}

  /** On one line: text in quotation marks, or else hexadecimal; cut where it is long. */
  static String brief(ByteBuffer buffer) {
    if (buffer == null) {
      return "none";
    }
    byte[] bytes = bytes(buffer);
    return text(bytes)
        .map(Excerpt::of)
        .orElseGet(
            () ->
                HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, SHORT))
                    + (bytes.length > SHORT ? " ..." : ""));
  }

  /**
   * On as many lines as it takes: the lines of the text, or else rows of 16 bytes with their
   * position and the letters of ASCII among them.
   *
   * @param limit of bytes after which it is cut
   */
  static List<String> lines(ByteBuffer buffer, int limit) {
    byte[] bytes = bytes(buffer);
    Optional<String> text = text(bytes);
    List<String> lines = new ArrayList<>();
    if (text.isPresent()) {
      text.get().substring(0, Math.min(text.get().length(), limit)).lines().forEach(lines::add);
    } else {
      for (int at = 0; at < Math.min(bytes.length, limit); at += ROW) {
        lines.add(row(bytes, at, Math.min(at + ROW, Math.min(bytes.length, limit))));
      }
    }
    if (bytes.length > limit) {
      lines.add("... and so on; --raw FILE writes all of it");
    }
    return lines;
  }

  private static String row(byte[] bytes, int from, int to) {
    StringBuilder letters = new StringBuilder();
    for (int i = from; i < to; i++) {
      letters.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
    }
    return "%08x  %-47s  %s"
        .formatted(from, HexFormat.ofDelimiter(" ").formatHex(bytes, from, to), letters);
  }

  /** What a terminal takes for a command is no text. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = Utf8Text.of(bytes);
      boolean plain =
          text.chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0);
      return plain ? Optional.of(text) : Optional.empty();
    } catch (BadRecordException none) {
      return Optional.empty();
    }
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
