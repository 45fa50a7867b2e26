package io.millrace.cluster;

import java.util.HashMap;
import java.util.Map;

/**
 * How large a local Flink cluster is.
 *
 * @param taskManagers number of TaskManager processes at the start
 * @param slots task slots of each
 * @param jobManagerHeap heap of the JobManager, in MiB
 * @param taskHeap heap of each TaskManager that the tasks share, in MiB
 * @param settings further Flink options, which win over those of {@code flink-conf/config.yaml}
 */
public record FlinkOptions(
    int taskManagers, int slots, int jobManagerHeap, int taskHeap, Map<String, String> settings) {
  public FlinkOptions {
    requireFrom(0, "taskManagers", taskManagers);
    requireFrom(1, "slots", slots);
    requireFrom(128, "jobManagerHeap", jobManagerHeap);
    requireFrom(64, "taskHeap", taskHeap);
    settings = Map.copyOf(settings);
  }

  private static void requireFrom(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected " + least + " or more");
    }
  }

  /** Two TaskManagers with two slots each, small enough for a machine of 4 GiB. */
  public static FlinkOptions defaults() {
    return new FlinkOptions(2, 2, 288, 288, Map.of());
  }

  /** The same with another number of TaskManagers. */
  public FlinkOptions withTaskManagers(int count) {
    return new FlinkOptions(count, slots, jobManagerHeap, taskHeap, settings);
  }

  /** The same with another number of slots of each TaskManager. */
  public FlinkOptions withSlots(int count) {
    return new FlinkOptions(taskManagers, count, jobManagerHeap, taskHeap, settings);
  }

  /** The same with another heap for the tasks of each TaskManager, in MiB. */
  public FlinkOptions withTaskHeap(int mebibytes) {
    return new FlinkOptions(taskManagers, slots, jobManagerHeap, mebibytes, settings);
  }

  /** The same with a Flink option added. */
  public FlinkOptions with(String option, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(option, value);
    return new FlinkOptions(taskManagers, slots, jobManagerHeap, taskHeap, more);
  }
}
