package io.millrace.files.reading;

/** Cuts at the ends of lines. Blank lines are no pieces. */
final class LineCutter implements Cutter {
  private final Window window;

  LineCutter(Window window) {
    this.window = window;
  }

  @Override
  public Piece next() {
    while (window.has(1)) {
      int end = window.indexOf((byte) '\n', 0, Piece.LIMIT + 1);
      if (end > Piece.LIMIT) {
        return tooLong(window);
      }
      long line = window.line();
      byte[] bytes = window.copy(withoutReturn(end));
      boolean complete = end < window.length();
      window.skip(complete ? end + 1 : end);
      if (!isBlank(bytes)) {
        return Piece.of(bytes, line, complete);
      }
    }
    return null;
  }

  /** Passes over a line that is beyond the limit. */
  static Piece tooLong(Window window) {
    long line = window.line();
    byte[] beginning = window.copy(Piece.KEPT);
    skipLine(window);
    return Piece.tooLarge(beginning, line, "a line");
  }

  /** Passes over the rest of a line, however long. */
  static void skipLine(Window window) {
    while (window.has(1)) {
      int end = window.indexOf((byte) '\n', 0, window.length());
      boolean found = end < window.length();
      window.skip(found ? end + 1 : end);
      if (found) {
        return;
      }
    }
  }

  private int withoutReturn(int end) {
    return end > 0 && window.at(end - 1) == '\r' ? end - 1 : end;
  }

  static boolean isBlank(byte[] bytes) {
    for (byte one : bytes) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
