package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that have to be text in UTF-8. */
public final class Utf8Text {
  private Utf8Text() {}

  /**
   * The text.
   *
   * @throws BadRecordException MALFORMED if the bytes are not UTF-8
   */
  public static String of(byte[] bytes) throws BadRecordException {
    if (isAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(source).toString();
    } catch (CharacterCodingException wrong) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "not UTF-8: the byte at position " + source.position() + " is wrong");
    }
  }

  /**
   * Makes sure that bytes are text.
   *
   * @throws BadRecordException MALFORMED if they are not UTF-8
   */
  public static void check(byte[] bytes) throws BadRecordException {
    if (!isAscii(bytes)) {
      of(bytes);
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte one : bytes) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }
}
