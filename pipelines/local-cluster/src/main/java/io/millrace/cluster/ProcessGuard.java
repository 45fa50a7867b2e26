package io.millrace.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Kills processes and deletes folders when this JVM is gone, however it went: also by SIGKILL,
 * against which no shutdown hook helps. It is a shell that waits at the other end of a pipe; the
 * kernel closes the pipe when this JVM ends.
 */
final class ProcessGuard implements AutoCloseable {
  /**
   * The start time of a process goes with its id, so that a later process of the same id is safe.
   * The signals that a terminal sends to all its processes must not end the guard first.
   */
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      started() { cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null; }
      # Arguments: the signal, and the process as ID:START
      signal() { if [ "$(started "${2%:*}")" = "${2#*:}" ]; then kill "-$1" "${2%:*}"; fi; }
      watched=''
      folders=''
      while read -r verb what more; do
        case $verb in
          watch) watched="$watched $more:$what:$(started "$what")" ;;
          delete) folders="$folders
      $what${more:+ $more}" ;;
          release) exit 0 ;;
        esac
      done
      for one in $watched; do signal "${one%%:*}" "${one#*:}"; done
      sleep 0.5
      for one in $watched; do signal KILL "${one#*:}"; done
      printf '%s\n' "$folders" | while read -r folder; do
        if [ -n "$folder" ]; then
          # A dying process may still write.
          for attempt in 1 2 3 4; do rm -rf -- "$folder" && break; sleep 0.3; done
        fi
      done
      """;

  private final Process shell;
  private final Writer pipe;

  private ProcessGuard(Process shell) {
    this.shell = shell;
    this.pipe = shell.outputWriter(StandardCharsets.UTF_8);
  }

  static ProcessGuard start() {
    try {
      return new ProcessGuard(
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new LocalClusterException("Can't start a shell (sh): " + e.getMessage(), e);
    }
  }

  /**
   * From now on the process is ended when this JVM is gone.
   *
   * @param signal what it gets first, such as {@code KILL}; half a second later it is killed
   */
  void watch(Process process, String signal) {
    tell("watch " + process.pid() + " " + signal);
  }

  /** From now on the folder is deleted when this JVM is gone. */
  void deleteAtEnd(Path folder) {
    tell("delete " + folder.toAbsolutePath());
  }

  private synchronized void tell(String line) {
    try {
      pipe.write(line + "\n");
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The guard of the local processes is gone", e);
    }
  }

  /** Ends the guard; what it guarded has to be gone by then. */
  @Override
  public void close() {
    if (shell.isAlive()) {
      tell("release");
      shell.onExit().join();
    }
  }
}
