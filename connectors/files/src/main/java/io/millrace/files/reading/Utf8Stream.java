package io.millrace.files.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A text of another encoding, as UTF-8. What is no character of that encoding becomes the byte
 * {@link #WRONG}, which UTF-8 never has.
 */
final class Utf8Stream extends InputStream {
  static final byte WRONG = (byte) 0xFF;

  private static final int SIZE = 32 * 1024;

  private final Window source;
  private final CharsetDecoder decoder;
  private final ByteBuffer input = ByteBuffer.allocate(SIZE);
  private final CharBuffer letters = CharBuffer.allocate(SIZE);
  private ByteBuffer output = ByteBuffer.allocate(0);
  private boolean wrong;
  private boolean ended;
  private boolean flushed;

  Utf8Stream(Window source, Charset charset) {
    this.source = source;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    input.flip();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!output.hasRemaining()) {
      if (flushed && !wrong) {
        if (source.failure() != null) {
          throw source.failure();
        }
        return -1;
      }
      fill();
    }
    int count = Math.min(length, output.remaining());
    output.get(target, offset, count);
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Decodes as far as one buffer goes, or to the next bytes that are no character. */
  private void fill() {
    if (wrong) {
      wrong = false;
      output = ByteBuffer.wrap(new byte[] {WRONG});
      return;
    }
    letters.clear();
    CoderResult result = decoder.decode(input, letters, ended);
    if (result.isError()) {
      input.position(input.position() + result.length());
      wrong = true;
    } else if (result.isUnderflow() && ended) {
      flushed = decoder.flush(letters).isUnderflow();
    } else if (result.isUnderflow()) {
      more();
    }
    output = StandardCharsets.UTF_8.encode(letters.flip());
  }

  private void more() {
    input.compact();
    if (source.has(1)) {
      int count = Math.min(input.remaining(), source.length());
      input.put(source.array(), source.offset(), count);
      source.skip(count);
    } else {
      ended = true;
    }
    input.flip();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
