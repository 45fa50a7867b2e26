package io.millrace.runner.testing.update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes to a text that leave all else in it as it is. */
final class TextEdits {
  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int start, int end, String replacement) {}

  TextEdits(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** How lines end in this text. */
  String lineEnd() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /**
   * Replaces a part; of two changes to the same part, which an alias may lead to, the first counts.
   */
  void replace(int start, int end, String replacement) {
    boolean taken =
        edits.stream()
            .anyMatch(
                edit ->
                    edit.start < end && start < edit.end || edit.start == start && edit.end == end);
    if (!taken) {
      edits.add(new Edit(start, end, replacement));
    }
  }

  /** Where the line that a position is on begins. */
  int lineStart(int position) {
    return text.lastIndexOf('\n', position - 1) + 1;
  }

  /** Where the line that a position is on ends, without the characters that end it. */
  int lineEnd(int position) {
    int end = text.indexOf('\n', position);
    end = end < 0 ? text.length() : end;
    return end > position && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** The end of a part without the blanks and line ends that it ends in. */
  int withoutBlanks(int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** The text with all changes. */
  String apply() {
    StringBuilder changed = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::start).reversed())
        .forEach(edit -> changed.replace(edit.start, edit.end, edit.replacement));
    return changed.toString();
  }
}
