package io.millrace.platform.delivery;

/** What is kept of a source; null is what is not there. */
interface SourceState {
  SourceHead head() throws Exception;

  void head(SourceHead head) throws Exception;

  /** What was counted in the window that starts at a time in ms since 1970-01-01T00:00:00Z. */
  WindowTally window(long start) throws Exception;

  void window(long start, WindowTally tally) throws Exception;
}
