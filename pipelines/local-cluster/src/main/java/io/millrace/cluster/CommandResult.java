package io.millrace.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a program said that ran to its end.
 *
 * @param exitCode 0 for success
 * @param output standard output and standard error, as a terminal would show them
 */
public record CommandResult(int exitCode, String output) {
  static CommandResult of(ProcessBuilder builder, Path folder, Consumer<Process> onStart) {
    Path output = null;
    try {
      // A file, not a pipe: a program that leaves a child behind would keep a pipe open.
      output = Files.createTempFile(folder, "command-", ".out");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      onStart.accept(process);
      int exitCode = awaited(process);
      return new CommandResult(
          exitCode, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LocalClusterException(
          "Can't run " + builder.command().get(0) + ": " + e.getMessage(), e);
    } finally {
      delete(output);
    }
  }

  private static int awaited(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LocalClusterException("Interrupted while a program ran", e);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // It goes with its folder.
    }
  }
}
