package io.millrace.files.reading;

import io.millrace.formats.csv.CsvFormat;

/**
 * Cuts at the ends of rows of CSV, where a line break within quotes is none. Blank lines are no
 * pieces.
 *
 * <p>A quote that is opened by mistake would swallow the good rows after it. So where a row over
 * several lines turns out to be quoted wrongly, only its first line is cut off.
 */
final class CsvCutter implements Cutter {
  private final Window window;
  private final char delimiter;

  CsvCutter(Window window, char delimiter) {
    this.window = window;
    this.delimiter = delimiter == CsvFormat.BLANKS ? ' ' : delimiter;
  }

  @Override
  public Piece next() {
    while (window.has(1)) {
      long line = window.line();
      int end = rowEnd();
      if (end > Piece.LIMIT) {
        return LineCutter.tooLong(window);
      }
      byte[] row = window.copy(end);
      int lineBreak = lineBreak(end);
      window.skip(end + lineBreak);
      if (!LineCutter.isBlank(row)) {
        return Piece.of(row, line, lineBreak > 0);
      }
    }
    return null;
  }

  /** Where the row ends; beyond the limit if it has no end before. */
  private int rowEnd() {
    int index = 0;
    boolean cellBegins = true;
    while (index <= Piece.LIMIT && window.has(index + 1)) {
      byte letter = window.at(index);
      if (letter == '\n' || letter == '\r') {
        return index;
      } else if (letter == '"' && cellBegins) {
        index = quoteEnd(index + 1);
        if (index < 0) {
          return lineEnd();
        }
        cellBegins = false;
      } else {
        cellBegins = letter == delimiter;
        index++;
      }
    }
    return index;
  }

  /** The index after a quoted cell; -1 if it is quoted wrongly. */
  private int quoteEnd(int from) {
    int index = from;
    while (index <= Piece.LIMIT) {
      index = window.indexOf((byte) '"', index, Piece.LIMIT + 1);
      if (index > Piece.LIMIT || !window.has(index + 1)) {
        return -1;
      } else if (!window.has(index + 2)) {
        return index + 1;
      }
      byte next = window.at(index + 1);
      if (next == delimiter || next == '\n' || next == '\r') {
        return index + 1;
      } else if (next != '"') {
        return -1;
      }
      index += 2;
    }
    return -1;
  }

  private int lineEnd() {
    int index = 0;
    while (index <= Piece.LIMIT
        && window.has(index + 1)
        && window.at(index) != '\n'
        && window.at(index) != '\r') {
      index++;
    }
    return index;
  }

  private int lineBreak(int end) {
    if (!window.has(end + 1)) {
      return 0;
    }
    return window.at(end) == '\r' && window.has(end + 2) && window.at(end + 1) == '\n' ? 2 : 1;
  }
}
