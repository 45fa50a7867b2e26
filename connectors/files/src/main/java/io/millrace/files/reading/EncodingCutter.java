package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.sdk.ErrorCode;
import java.nio.charset.Charset;

/** Refuses the pieces in which some bytes were no characters of the encoding of the file. */
final class EncodingCutter implements Cutter {
  private final Cutter records;
  private final Charset charset;

  EncodingCutter(Cutter records, Charset charset) {
    this.records = records;
    this.charset = charset;
  }

  @Override
  public Piece next() {
    Piece piece = records.next();
    return piece == null || piece.bad() != null ? piece : checked(piece);
  }

  private Piece checked(Piece piece) {
    int character = 0;
    for (byte one : piece.bytes()) {
      // Bytes that go on with a character of UTF-8 begin with the bits 10.
      character += (one & 0xC0) == 0x80 ? 0 : 1;
      if (one == Utf8Stream.WRONG) {
        String message = "not %s: character %d is wrong".formatted(charset.name(), character);
        return new Piece(
            piece.bytes(),
            piece.line(),
            piece.complete(),
            new Decoded.Bad<>(ErrorCode.MALFORMED, message));
      }
    }
    return piece;
  }
}
