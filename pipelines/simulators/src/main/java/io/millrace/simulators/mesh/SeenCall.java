package io.millrace.simulators.mesh;

/**
 * A call as it can be seen in spans.
 *
 * @param semantics by which definition of a call; tree or pairing
 * @param time in us since 1970-01-01T00:00:00Z
 * @param parts what it stands for, in 2^-20 of a call
 * @param clientNanos how long the caller's side took; null if it was not seen, likewise {@code
 *     serverNanos}
 */
record SeenCall(
    String semantics,
    String parent,
    String child,
    String connection,
    long time,
    boolean failed,
    long parts,
    Long clientNanos,
    Long serverNanos) {

  /** Whether it is a call that is waited for, and both sides are known. */
  boolean isTimedOnBothSides() {
    return connection.equals("DIRECT") && clientNanos != null && serverNanos != null;
  }
}
