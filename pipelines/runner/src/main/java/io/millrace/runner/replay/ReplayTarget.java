package io.millrace.runner.replay;

/** Where the results of a replay go. */
public enum ReplayTarget {
  /** Files of its folder. */
  FILES,
  /** Topics of its own. */
  KAFKA,
  /** A schema of PostgreSQL of its own. */
  POSTGRES
}
