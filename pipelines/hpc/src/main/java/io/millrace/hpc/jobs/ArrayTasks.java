package io.millrace.hpc.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tasks that Slurm means by the id of an array of which some tasks wait, such as {@code
 * 123_[1-3,9-11%2]} or {@code 123_[0-15:4]}.
 */
final class ArrayTasks {
  /** What stands before the list is in the id of each task, so it may not be of any length. */
  private static final Pattern ARRAY = Pattern.compile("(.{0,100})_\\[([^\\]%]*)(%[0-9]+)?\\]");

  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,8})(?:-([0-9]{1,8})(?::([0-9]{1,8}))?)?");

  /** The greatest array that Slurm can be configured for has as many tasks. */
  private static final int MOST = 4_000_001;

  private ArrayTasks() {}

  /**
   * The ids of the tasks; the id itself if it is that of one job, or can't be understood. Slurm
   * cuts long lists off, and what is cut off is not told.
   */
  static List<String> of(String id) {
    Matcher array = ARRAY.matcher(id);
    if (!array.matches()) {
      return List.of(id);
    }
    List<String> tasks = new ArrayList<>();
    for (String part : array.group(2).split(",")) {
      Matcher range = RANGE.matcher(part.strip());
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        int step = range.group(3) == null ? 1 : Math.max(1, Integer.parseInt(range.group(3)));
        for (int task = first; task <= last && tasks.size() < MOST; task += step) {
          tasks.add(array.group(1) + "_" + task);
        }
      }
    }
    return tasks.isEmpty() ? List.of(id) : tasks;
  }
}
