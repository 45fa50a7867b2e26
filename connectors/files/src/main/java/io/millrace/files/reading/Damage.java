package io.millrace.files.reading;

import java.io.EOFException;
import java.io.IOException;

/** What is wrong with data that could be read up to some place only, in words. */
final class Damage {
  private Damage() {}

  static String describe(IOException failure) {
    String reason = failure.getMessage();
    if (reason == null) {
      reason =
          failure instanceof EOFException ? "it ends early" : failure.getClass().getSimpleName();
    }
    return "the file can't be read beyond this place: " + reason;
  }
}
