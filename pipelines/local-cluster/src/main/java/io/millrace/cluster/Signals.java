package io.millrace.cluster;

import java.io.IOException;

/** Sends a process the signals that Java has no method for. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name such as {@code INT}, {@code STOP} or {@code CONT}
   */
  static void send(ProcessHandle process, String name) {
    try {
      // The shell has kill built in; the program of that name may be missing.
      String command = "kill -" + name + " " + process.pid();
      new ProcessBuilder("sh", "-c", command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new LocalClusterException("Can't run a shell (sh): " + e.getMessage(), e);
    }
  }
}
