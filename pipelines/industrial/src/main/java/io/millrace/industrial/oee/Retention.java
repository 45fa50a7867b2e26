package io.millrace.industrial.oee;

/**
 * For how long things are kept. Times are in us.
 *
 * @param lateness for how long a complete window may still be corrected
 * @param context how far before the first of those windows facts bear upon it: the longest window
 *     and the longest micro-stop
 * @param believed for how long a state is believed that nothing confirms
 * @param reference for how long ideal cycle times and totals of counters are believed
 */
record Retention(long lateness, long context, long believed, long reference) {

  /** What ends at or before this is of no use any more. */
  long cut(long reached) {
    return reached - lateness - context;
  }

  /** When what ends at a time is of no use any more. */
  long expiry(long end) {
    return end + lateness + context;
  }

  /** Whether a window takes no more corrections. */
  boolean closed(PlantWindow window, long reached) {
    return window.end() + lateness <= reached;
  }
}
