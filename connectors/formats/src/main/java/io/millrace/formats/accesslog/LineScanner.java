package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;

/** Goes through a line from left to right. */
final class LineScanner {
  private final String line;
  private int at;
  private boolean cut;

  /** A scanner of a line from a character on. */
  LineScanner(String line, int start) {
    this.line = line;
    this.at = start;
  }

  /** The text before a delimiter, which is passed. */
  String until(String delimiter, String what) throws BadRecordException {
    int end = line.indexOf(delimiter, at);
    if (end < 0) {
      throw expected(what);
    }
    return upTo(end, delimiter.length());
  }

  /** The text before a delimiter, which comes next. */
  String before(String delimiter, String what) throws BadRecordException {
    String text = until(delimiter, what);
    at -= delimiter.length();
    return text;
  }

  /** The text before a delimiter, or up to the end. */
  String beforeOrEnd(String delimiter) {
    int end = line.indexOf(delimiter, at);
    return upTo(end < 0 ? line.length() : end, 0);
  }

  /** The text up to the next blank, or the end. */
  String word() {
    return beforeOrEnd(" ");
  }

  /** The next letter. */
  char letter() {
    return line.charAt(at++);
  }

  /** All that is left. */
  String rest() {
    return upTo(line.length(), 0);
  }

  /** A text in quotation marks; a backslash takes its meaning from the mark after it. */
  String quoted(String what) throws BadRecordException {
    skip('"', what + " in quotation marks");
    String text = escaped(what, false);
    at++;
    return text;
  }

  /** The same as the last field of a layout: a line may end within it, and is cut then. */
  String quotedOrCut(String what) throws BadRecordException {
    skip('"', what + " in quotation marks");
    String text = escaped(what, true);
    at = Math.min(line.length(), at + 1);
    return text;
  }

  /** The text up to the quotation mark that closes it. */
  String escaped(String what, boolean mayBeCut) throws BadRecordException {
    int end = at;
    boolean escapes = false;
    while (end < line.length() && line.charAt(end) != '"') {
      boolean escape = line.charAt(end) == '\\' && end + 1 < line.length();
      escapes |= escape;
      end += escape ? 2 : 1;
    }
    if (end >= line.length()) {
      if (!mayBeCut) {
        throw expected("a closing quotation mark after " + what);
      }
      cut = true;
    }
    String text = upTo(Math.min(end, line.length()), 0);
    return escapes ? text.replace("\\\"", "\"").replace("\\\\", "\\") : text;
  }

  /** The text up to a delimiter that is not passed, or to the end of a line that is cut there. */
  String untilOrCut(String delimiter) {
    int end = line.indexOf(delimiter, at);
    cut = end < 0;
    return upTo(cut ? line.length() : end, 0);
  }

  /** Whether the line has ended within its last quoted field. */
  boolean isCut() {
    return cut;
  }

  /** Passes one letter. */
  void skip(char letter, String what) throws BadRecordException {
    if (at >= line.length() || line.charAt(at) != letter) {
      throw expected(what);
    }
    at++;
  }

  /** Passes a text. */
  void skip(String text) throws BadRecordException {
    if (!line.startsWith(text, at)) {
      String shown = Excerpt.of(text);
      throw expected("'" + shown.substring(1, shown.length() - 1) + "'");
    }
    at += text.length();
  }

  /** Whether a text comes next. */
  boolean sees(String text) {
    return line.startsWith(text, at);
  }

  /**
   * Whether fields are left, which begin behind a blank.
   *
   * @throws BadRecordException if what is left goes on without one
   */
  boolean hasMore() throws BadRecordException {
    if (at >= line.length() || line.substring(at).isBlank()) {
      return false;
    } else if (line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      throw expected("the end of the line");
    }
    return true;
  }

  /** The complaint that something else stands here. */
  BadRecordException expected(String what) {
    String rest = at >= line.length() ? "the end of the line" : Excerpt.of(line.substring(at));
    return new BadRecordException(
        ErrorCode.MALFORMED, "expected " + what + " at character " + (at + 1) + ", got " + rest);
  }

  private String upTo(int end, int passed) {
    String text = line.substring(at, end);
    at = end + passed;
    return text;
  }
}
