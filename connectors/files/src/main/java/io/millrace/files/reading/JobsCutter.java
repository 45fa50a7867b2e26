package io.millrace.files.reading;

import io.millrace.formats.Decoded;
import io.millrace.sdk.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Cuts the document that {@code sacct --json} prints into the objects of its array {@code jobs},
 * which may be far greater than one record; what stands beside the array is passed over. A file
 * that begins with anything else is cut as {@link JsonCutter} does.
 */
final class JobsCutter implements Cutter {
  private static final String JOBS = "jobs";

  /** The members of the document, of which any may be the first. */
  private static final Set<String> MEMBERS = Set.of(JOBS, "meta", "errors", "warnings");

  private static final int LONGEST_NAME = 16;

  private final Window window;
  private Cutter objects;

  JobsCutter(Window window) {
    this.window = window;
  }

  @Override
  public Piece next() {
    if (objects == null) {
      passBlanks();
      boolean document = startsDocument();
      objects = new JsonCutter(window, document);
      if (document && !reachJobs()) {
        passRest();
        return new Piece(
            new byte[0],
            window.line(),
            window.failure() == null,
            new Decoded.Bad<>(
                ErrorCode.MISSING_FIELD, "expected an array 'jobs' in the JSON document"));
      }
    }
    return objects.next();
  }

  private boolean startsDocument() {
    int index = 1;
    while (window.has(index + 1) && JsonCutter.isBlank(window.at(index))) {
      index++;
    }
    return is(0, '{') && is(index, '"') && MEMBERS.contains(name(index + 1));
  }

  private boolean is(int index, char letter) {
    return window.has(index + 1) && window.at(index) == letter;
  }

  /** The text from an index to the next quote; of more letters than any member has, a part. */
  private String name(int from) {
    int end = from;
    while (end < from + LONGEST_NAME && window.has(end + 1) && window.at(end) != '"') {
      end++;
    }
    byte[] upToEnd = window.copy(Math.min(end, window.length()));
    return new String(upToEnd, from, upToEnd.length - from, StandardCharsets.UTF_8);
  }

  /** Goes to the bracket of the array; false if the document ends before. */
  private boolean reachJobs() {
    window.skip(1);
    while (window.has(1)) {
      passBlanks();
      if (is(0, ',')) {
        window.skip(1);
      } else if (is(0, '"')) {
        boolean jobs = name(1).equals(JOBS);
        passText();
        passBlanks();
        if (is(0, ':')) {
          window.skip(1);
        }
        passBlanks();
        if (jobs) {
          return is(0, '[');
        }
        passValue();
      } else {
        return false;
      }
    }
    return false;
  }

  private void passRest() {
    while (window.has(1)) {
      window.skip(window.length());
    }
  }

  private void passBlanks() {
    while (window.has(1) && JsonCutter.isBlank(window.at(0))) {
      window.skip(1);
    }
  }

  private void passText() {
    window.skip(1);
    while (window.has(1) && window.at(0) != '"') {
      window.skip(window.at(0) == '\\' && window.has(2) ? 2 : 1);
    }
    if (window.has(1)) {
      window.skip(1);
    }
  }

  private void passValue() {
    int depth = 0;
    while (window.has(1)) {
      byte letter = window.at(0);
      boolean closes = letter == '}' || letter == ']';
      if (depth == 0 && (closes || letter == ',')) {
        return;
      } else if (letter == '"') {
        passText();
        continue;
      } else if (letter == '{' || letter == '[') {
        depth++;
      } else if (closes) {
        depth--;
      }
      window.skip(1);
    }
  }
}
