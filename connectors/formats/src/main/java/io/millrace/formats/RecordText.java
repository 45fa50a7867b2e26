package io.millrace.formats;

import io.millrace.sdk.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a record that have to be text: in UTF-8, or as their byte order mark says. */
public final class RecordText {
  private RecordText() {}

  /**
   * The text, without a mark.
   *
   * @throws BadRecordException MALFORMED if the bytes are no such text
   */
  public static String of(byte[] bytes) throws BadRecordException {
    ByteOrderMark mark = ByteOrderMark.marked(bytes);
    if (mark != null) {
      return text(bytes, mark.markLength(), mark.charset());
    }
    try {
      return Utf8Text.of(bytes);
    } catch (BadRecordException wrong) {
      throw withOption(wrong);
    }
  }

  /**
   * The text in UTF-8, without a mark; the same array if it is that already.
   *
   * @throws BadRecordException MALFORMED if the bytes are no such text
   */
  public static byte[] utf8(byte[] bytes) throws BadRecordException {
    ByteOrderMark mark = ByteOrderMark.marked(bytes);
    if (mark != null) {
      return of(bytes).getBytes(StandardCharsets.UTF_8);
    }
    try {
      Utf8Text.check(bytes);
      return bytes;
    } catch (BadRecordException wrong) {
      throw withOption(wrong);
    }
  }

  private static BadRecordException withOption(BadRecordException wrong) {
    return new BadRecordException(
        wrong.code(), wrong.getMessage() + "; 'encoding' of the input names another encoding");
  }

  /**
   * The text in UTF-8, without a mark.
   *
   * @param charset of bytes that have no mark
   * @throws BadRecordException MALFORMED if the bytes are no such text
   */
  static byte[] utf8(byte[] bytes, Charset charset) throws BadRecordException {
    ByteOrderMark mark = ByteOrderMark.marked(bytes);
    return mark == null ? text(bytes, 0, charset).getBytes(StandardCharsets.UTF_8) : utf8(bytes);
  }

  private static String text(byte[] bytes, int start, Charset charset) throws BadRecordException {
    ByteBuffer source = ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, bytes.length));
    try {
      return charset.newDecoder().decode(source).toString();
    } catch (CharacterCodingException wrong) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "not %s: the byte at position %d is wrong"
              .formatted(charset.name(), start + source.position()));
    }
  }
}
