package io.millrace.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log, for the message about a program that failed. */
final class LogTail {
  private static final int CHARACTERS = 1500;

  private LogTail() {}

  static String of(Path log) {
    try {
      // Not readString: a log may end in the middle of a character.
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
      String tail = text.substring(Math.max(0, text.length() - CHARACTERS));
      return tail.isEmpty() ? "(nothing in " + log + ")" : tail;
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }
}
