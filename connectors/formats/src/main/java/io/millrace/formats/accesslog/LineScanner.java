package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;

/** Goes through a line from left to right. */
final class LineScanner {
  private final String line;
  private int at;

  LineScanner(String line) {
    this.line = line;
  }

  /** The text before a delimiter, which is passed. */
  String until(String delimiter, String what) throws BadRecordException {
    int end = line.indexOf(delimiter, at);
    if (end < 0) {
      throw expected(what);
    }
    String text = line.substring(at, end);
    at = end + delimiter.length();
    return text;
  }

  /** The text up to the next blank, or the end. */
  String word() {
    int end = line.indexOf(' ', at);
    String word = end < 0 ? line.substring(at) : line.substring(at, end);
    at += word.length();
    return word;
  }

  /** A text in quotation marks; a backslash takes its meaning from the mark after it. */
  String quoted(String what) throws BadRecordException {
    skip('"', what + " in quotation marks");
    int end = at;
    boolean escapes = false;
    while (end < line.length() && line.charAt(end) != '"') {
      boolean escape = line.charAt(end) == '\\' && end + 1 < line.length();
      escapes |= escape;
      end += escape ? 2 : 1;
    }
    if (end >= line.length()) {
      throw expected("a closing quotation mark after " + what);
    }
    String text = line.substring(at, end);
    at = end + 1;
    return escapes ? text.replace("\\\"", "\"").replace("\\\\", "\\") : text;
  }

  /** Passes one letter. */
  void skip(char letter, String what) throws BadRecordException {
    if (at >= line.length() || line.charAt(at) != letter) {
      throw expected(what);
    }
    at++;
  }

  /** Makes sure that nothing is left. */
  void requireEnd() throws BadRecordException {
    if (!line.substring(at).isBlank()) {
      throw expected("the end of the line");
    }
  }

  private BadRecordException expected(String what) {
    String rest = at >= line.length() ? "the end of the line" : Excerpt.of(line.substring(at));
    return new BadRecordException(
        ErrorCode.MALFORMED, "expected " + what + " at character " + (at + 1) + ", got " + rest);
  }
}
