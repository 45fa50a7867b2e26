package io.millrace.cloud.cost;

/** What tells a later export of a bill from an earlier one. */
public enum Exports {
  /** The sequence; where it is the same, the order in which files are given. */
  FILES,
  /** The sequence alone: files with one sequence are parts of one export. */
  SEQUENCE
}
