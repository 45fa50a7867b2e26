package io.millrace.files.reading;

import java.util.Arrays;

/** Finds the end of the JSON object that a window begins with. */
final class JsonObjectScanner {
  /**
   * How far to look beyond a line that begins with an object: so many bytes at most are scanned in
   * vain for each object that is not closed.
   */
  private static final int SUSPICION = 1024 * 1024;

  private final Window window;
  private byte[] open = new byte[64];
  private int depth;
  private byte previous;

  /**
   * The end of an object.
   *
   * @param index of the first byte that is not its own
   * @param seen false if only the end of the file is the end
   */
  record End(int index, boolean seen) {}

  JsonObjectScanner(Window window) {
    this.window = window;
  }

  /**
   * Looks for the end. An object that is wrong may have swallowed others, so it ends at the first
   * line that begins with an object; one that is right may have such lines inside.
   */
  End scan() {
    int index = 0;
    boolean lineBegins = false;
    int lineWithObject = Integer.MAX_VALUE;
    while (index <= Piece.LIMIT && index - SUSPICION < lineWithObject && window.has(index + 1)) {
      byte letter = window.at(index);
      int next = index + 1;
      switch (letter) {
        case '"' -> {
          next = textEnd(next);
          if (next < 0) {
            return wrong(-next, lineWithObject);
          }
        }
        case '{', '[' -> {
          if (letter == '{' && lineBegins) {
            lineWithObject = Math.min(lineWithObject, index);
          }
          if (letter == '{' && !mayBegin()) {
            return wrong(index, lineWithObject);
          }
          push(letter);
        }
        case '}', ']' -> {
          depth--;
          if (open[depth] != (letter == '}' ? '{' : '[')) {
            return wrong(next, lineWithObject);
          } else if (depth == 0) {
            return new End(next, true);
          }
        }
        default -> {}
      }
      if (letter == '\n') {
        lineBegins = true;
      } else if (!JsonCutter.isBlank(letter)) {
        lineBegins = false;
        previous = letter;
      }
      index = next;
    }
    return wrong(index, lineWithObject);
  }

  private End wrong(int index, int lineWithObject) {
    int end = Math.min(index, lineWithObject);
    return new End(end, window.has(end + 1));
  }

  /** Whether an object may begin here: first of all, as the value of a member, in an array. */
  private boolean mayBegin() {
    if (depth == 0) {
      return true;
    }
    return open[depth - 1] == '{' ? previous == ':' : previous == '[' || previous == ',';
  }

  private void push(byte bracket) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = bracket;
  }

  /** The index after the text; where its line or the file ends within it, that index, negated. */
  private int textEnd(int from) {
    int index = from;
    while (index <= Piece.LIMIT && window.has(index + 1)) {
      byte letter = window.at(index);
      if (letter == '"') {
        return index + 1;
      } else if (letter == '\n') {
        return -index;
      }
      index += letter == '\\' ? 2 : 1;
    }
    return -Math.min(index, Math.max(from, window.length()));
  }
}
