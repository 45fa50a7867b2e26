package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * How a text is encoded, and which of its lines are no records. It concerns every format of text
 * alike.
 *
 * @param encoding the name of a charset of Java, which a byte order mark overrules; null for UTF-8
 * @param skip how many lines at the beginning of each file are passed over
 * @param comment what the lines begin with that are passed over; null for none
 */
public record TextLayout(String encoding, int skip, String comment) implements Serializable {

  /** UTF-8, of which each line counts. */
  public static final TextLayout PLAIN = new TextLayout(null, 0, null);

  /** The greatest number of lines to skip. */
  public static final int MAX_SKIP = 1_000_000;

  /**
   * Checks the values.
   *
   * @throws MillraceException UNKNOWN_NAME if there is no such charset; OUT_OF_RANGE
   */
  public TextLayout {
    if (encoding != null) {
      charset(encoding);
    }
    if (skip < 0 || skip > MAX_SKIP) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE, "skip is " + skip + "; expected 0 to " + MAX_SKIP + " lines");
    }
    if (comment != null && (comment.isBlank() || comment.indexOf('"') >= 0)) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "comment is '" + comment + "'; expected what comments begin with, such as #");
    }
  }

  private static Charset charset(String name) {
    try {
      Charset charset = Charset.forName(name);
      if (charset.newDecoder() != null) {
        return charset;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      // Told below, with examples.
    }
    throw new MillraceException(
        ErrorCode.UNKNOWN_NAME,
        "no encoding '"
            + name
            + "'; expected the name of a charset of Java, such as windows-1252, ISO-8859-15,"
            + " UTF-16LE or Shift_JIS");
  }

  /** The charset of texts without a mark. */
  public Charset charset() {
    return encoding == null ? StandardCharsets.UTF_8 : charset(encoding);
  }

  /**
   * A format of texts of this layout.
   *
   * @throws MillraceException CONFLICT if the format has no such texts
   */
  public Format of(Format format) {
    check(format);
    return equals(PLAIN) ? format : new TextFormat(format, this);
  }

  private void check(Format format) {
    if (encoding != null && !format.isText()) {
      throw conflict("encoding", format, "of texts; records of format '%s' are binary");
    }
    boolean lines =
        format.framing() == Format.Framing.LINES || format.framing() == Format.Framing.CSV_ROWS;
    if ((skip > 0 || comment != null) && (!lines || !format.isText())) {
      String key = skip > 0 ? "skip" : "comment";
      throw conflict(key, format, "of lines; records of format '%s' are none");
    }
  }

  private static MillraceException conflict(String key, Format format, String why) {
    return new MillraceException(
        ErrorCode.CONFLICT, "'" + key + "' is " + why.formatted(format.name()));
  }
}
