package io.millrace.benchmarks.state;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What memory this process needs. */
final class PeakMemory {
  private static volatile long liveHeap;

  private PeakMemory() {}

  /** Measures what is alive on the heap now. */
  static void measureLiveHeap() {
    System.gc();
    liveHeap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What was alive on the heap when it was measured, in bytes. */
  static long liveHeap() {
    return liveHeap;
  }

  /** The most that the process has had in memory, in bytes, heap and all else (Linux: VmHWM). */
  static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .findFirst()
        .orElseThrow();
  }
}
