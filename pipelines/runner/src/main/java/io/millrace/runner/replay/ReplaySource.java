package io.millrace.runner.replay;

/** Where the records of a range are read from. */
public enum ReplaySource {
  /** The broker; what it no longer has, if the environment has an archive, from there. */
  AUTO,
  /** The broker alone. */
  KAFKA,
  /** The archive alone. */
  ARCHIVE
}
