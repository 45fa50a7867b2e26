package io.millrace.files.reading;

import java.nio.charset.StandardCharsets;

/** Passes over the lines that begin with a mark, before another cutter sees them. */
final class CommentCutter implements Cutter {
  private final Window window;
  private final Cutter records;
  private final byte[] mark;

  CommentCutter(Window window, Cutter records, String mark) {
    this.window = window;
    this.records = records;
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Piece next() {
    while (isComment() || isBlankLine()) {
      skipLine(window);
    }
    return records.next();
  }

  private boolean isComment() {
    if (!window.has(mark.length)) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (window.at(i) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** No cutter makes a piece of it, and a comment may follow. */
  private boolean isBlankLine() {
    int index = 0;
    while (index < Piece.LIMIT && window.has(index + 1)) {
      byte letter = window.at(index);
      if (letter == '\n' || letter == '\r') {
        return true;
      } else if (letter != ' ' && letter != '\t') {
        return false;
      }
      index++;
    }
    return false;
  }

  /** Passes over the rest of a line, however long. A lone carriage return ends a line too. */
  static void skipLine(Window window) {
    while (window.has(1)) {
      byte letter = window.at(0);
      if (letter == '\n') {
        window.skip(1);
        return;
      } else if (letter == '\r') {
        window.skip(window.has(2) && window.at(1) == '\n' ? 2 : 1);
        return;
      }
      int length = 1;
      while (length < window.length() && window.at(length) != '\n' && window.at(length) != '\r') {
        length++;
      }
      window.skip(length);
    }
  }
}
