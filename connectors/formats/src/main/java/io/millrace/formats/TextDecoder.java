package io.millrace.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads records whose value is a text of some encoding, or a comment. */
final class TextDecoder<T> extends Decoder<T> {
  private final Decoder<T> plain;
  private final Charset charset;
  private final byte[] comment;

  TextDecoder(Decoder<T> plain, TextLayout layout) {
    this.plain = plain;
    this.charset = layout.charset();
    this.comment =
        layout.comment() == null ? null : layout.comment().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected boolean needsValue() {
    return plain.needsValue();
  }

  @Override
  Decoded<T> decoded(RawRecord raw) throws BadRecordException {
    if (raw.value() == null) {
      return plain.decode(raw);
    }
    byte[] text = RecordText.utf8(raw.value(), charset);
    if (comment != null && beginsWithComment(text)) {
      return new Decoded.Nothing<>();
    }
    return plain.decode(
        new RawRecord(
            text, raw.key(), raw.headers(), raw.position(), raw.timestamp(), raw.arrival()));
  }

  private boolean beginsWithComment(byte[] text) {
    if (text.length < comment.length) {
      return false;
    }
    for (int i = 0; i < comment.length; i++) {
      if (text[i] != comment[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected T read(RawRecord raw) {
    throw new UnsupportedOperationException("the plain decoder reads");
  }
}
