package io.millrace.sdk;

import java.io.Serializable;

/**
 * How often a warning occurred in one input.
 *
 * @param first the first occurrence
 * @param count at least 1
 */
public record WarningCount(DataWarning first, long count) implements Serializable {

  /** With later occurrences of the same. */
  WarningCount then(WarningCount later) {
    return new WarningCount(first, count + later.count);
  }

  /**
   * With those of another subtask. Neither is first, so the smaller text is the place, whatever the
   * order in which subtasks are added up.
   */
  WarningCount and(WarningCount other) {
    boolean mine = first.place().compareTo(other.first.place()) <= 0;
    return new WarningCount(mine ? first : other.first, count + other.count);
  }
}
