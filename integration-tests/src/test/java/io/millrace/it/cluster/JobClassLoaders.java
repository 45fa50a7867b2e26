package io.millrace.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How many class loaders of jobs the task managers have, beside those that they had before. */
final class JobClassLoaders {
  private final Map<String, Long> before = counts();

  /** The most that any of them has more than when this was made. */
  long mostSince() {
    return counts().entrySet().stream()
        .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
        .max()
        .orElse(0);
  }

  /** By process. */
  private static Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    for (Map.Entry<String, ProcessHandle> process :
        RunningCluster.get().flink().processes().entrySet()) {
      if (process.getKey().startsWith("taskmanager") && process.getValue().isAlive()) {
        long pid = process.getValue().pid();
        String text = histogram(pid);
        assertThat(text).contains("java.lang.String");
        counts.put(
            process.getKey() + " " + pid,
            text.lines()
                .filter(line -> line.contains("org.apache.flink.util.ChildFirstClassLoader"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                .sum());
      }
    }
    return counts;
  }

  private static String histogram(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
