package io.millrace.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much memory this process and all that it started hold, looked at every second. A page that
 * several share counts once: the proportional set size of Linux.
 */
final class ResidentMemory implements AutoCloseable {
  private static final Pattern KIBIBYTES = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "resident-memory");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long most;

  ResidentMemory() {
    clock.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  private void look() {
    ProcessHandle own = ProcessHandle.current();
    long now =
        Stream.concat(Stream.of(own), own.descendants())
            .mapToLong(process -> kibibytes(process.pid()))
            .sum();
    most = Math.max(most, now);
  }

  private static long kibibytes(long process) {
    try {
      Path file = Path.of("/proc/" + process + "/smaps_rollup");
      Matcher line = KIBIBYTES.matcher(Files.readString(file));
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  /** The most that was seen, in MiB; empty where the system does not tell. */
  Optional<Long> most() {
    return most == 0 ? Optional.empty() : Optional.of(most / 1024);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
