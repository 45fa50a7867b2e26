package io.millrace.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory of one TaskManager, for Flink and for its JVM. Flink's start scripts derive both from
 * one total; a TaskManager that is started without them has to be given every part.
 *
 * @param taskHeap heap of the tasks, in MiB
 */
record TaskManagerMemory(int taskHeap) {
  private static final int FRAMEWORK_HEAP = 96;
  private static final int FRAMEWORK_OFF_HEAP = 64;
  private static final int NETWORK = 64;
  // RocksDB takes its caches and write buffers from it.
  private static final int MANAGED = 128;
  // A bound: it is taken as classes are loaded, of each job its own.
  private static final int METASPACE = 384;
  private static final int OVERHEAD = 128;

  /** Flink's view. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("taskmanager.cpu.cores", "1.0");
    settings.put("taskmanager.memory.task.heap.size", taskHeap + "m");
    settings.put("taskmanager.memory.task.off-heap.size", "0");
    settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
    settings.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m");
    // A part of the former, and 64m by default: only batch jobs need it.
    settings.put("taskmanager.memory.framework.off-heap.batch-shuffle.size", "16m");
    settings.put("taskmanager.memory.network.min", NETWORK + "m");
    settings.put("taskmanager.memory.network.max", NETWORK + "m");
    settings.put("taskmanager.memory.managed.size", MANAGED + "m");
    settings.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
    settings.put("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m");
    settings.put("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m");
    return settings;
  }

  /** The JVM's view. */
  List<String> jvmOptions() {
    return List.of(
        "-Xms" + (taskHeap + FRAMEWORK_HEAP) + "m",
        "-Xmx" + (taskHeap + FRAMEWORK_HEAP) + "m",
        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP + NETWORK) + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m",
        "-XX:+UseParallelGC");
  }
}
