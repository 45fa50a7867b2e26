package io.millrace.files.reading;

import java.util.Arrays;

/** Finds the end of the JSON object that a window begins with. */
final class JsonObjectScanner {
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

  End scan() {
    int index = 0;
    while (index <= Piece.LIMIT && window.has(index + 1)) {
      byte letter = window.at(index);
      switch (letter) {
        case '"' -> {
          int end = textEnd(index + 1);
          if (end < 0) {
            return new End(-end, window.has(-end + 1));
          }
          index = end;
        }
        case '{', '[' -> {
          if (letter == '{' && !mayBegin()) {
            return new End(index, true);
          }
          push(letter);
          index++;
        }
        case '}', ']' -> {
          index++;
          depth--;
          if (open[depth] != (letter == '}' ? '{' : '[') || depth == 0) {
            return new End(index, true);
          }
        }
        default -> index++;
      }
      if (!JsonCutter.isBlank(letter)) {
        previous = letter;
      }
    }
    return new End(index, false);
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
