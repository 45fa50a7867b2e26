package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.sdk.ErrorCode;

/**
 * Cuts a JSON document into its objects: one, those of an array, or objects one after another. What
 * stands between them is a piece too, for the decoder to refuse.
 *
 * <p>An object that is not closed would swallow the good ones after it. So it ends where no grammar
 * lets it go on: at an object that begins where none may, at a bracket that closes another, at the
 * end of a line within a text.
 */
final class JsonCutter implements Cutter {
  private final Window window;
  private final boolean oneArray;
  private boolean inArray;
  private boolean over;

  JsonCutter(Window window) {
    this(window, false);
  }

  /**
   * Cuts what a window holds.
   *
   * @param oneArray whether what follows the first array is passed over
   */
  JsonCutter(Window window, boolean oneArray) {
    this.window = window;
    this.oneArray = oneArray;
  }

  @Override
  public Piece next() {
    while (window.has(1)) {
      byte letter = window.at(0);
      if (over) {
        window.skip(window.length());
      } else if (isBlank(letter) || (inArray && letter == ',')) {
        window.skip(1);
      } else if (letter == '[' && !inArray) {
        inArray = true;
        window.skip(1);
      } else if (letter == ']' && inArray) {
        inArray = false;
        over = oneArray;
        window.skip(1);
      } else {
        return letter == '{' ? object() : garbage();
      }
    }
    if (inArray && window.failure() == null) {
      inArray = false;
      return new Piece(
          new byte[0],
          window.line(),
          false,
          new Decoded.Bad<>(ErrorCode.MALFORMED, "no JSON: the file ends within its array"));
    }
    return null;
  }

  private Piece object() {
    long line = window.line();
    JsonObjectScanner.End end = new JsonObjectScanner(window).scan();
    if (end.index() > Piece.LIMIT) {
      byte[] beginning = window.copy(Piece.KEPT);
      window.skip(end.index());
      LineCutter.skipLine(window);
      return Piece.tooLarge(beginning, line, "an object");
    }
    byte[] bytes = window.copy(end.index());
    window.skip(end.index());
    return Piece.of(bytes, line, end.seen());
  }

  /** Up to the end of the line, or to what may be an object. */
  private Piece garbage() {
    long line = window.line();
    int index = 1;
    while (index < Piece.LIMIT && window.has(index + 1) && !endsGarbage(window.at(index))) {
      index++;
    }
    boolean complete = window.has(index + 1);
    byte[] bytes = window.copy(index);
    window.skip(index);
    return Piece.of(bytes, line, complete);
  }

  private boolean endsGarbage(byte letter) {
    return letter == '\n' || letter == '{' || (inArray && (letter == ',' || letter == ']'));
  }

  static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
  }
}
