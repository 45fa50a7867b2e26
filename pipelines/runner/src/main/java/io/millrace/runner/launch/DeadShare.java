package io.millrace.runner.launch;

import java.util.BitSet;

/** How many of the last records were dead. Counts records, and knows no clock. */
final class DeadShare {
  private final BitSet last;
  private final int of;
  private final int most;
  private int next;
  private int seen;
  private int dead;

  /**
   * @param of how many records are looked at
   * @param most how many of them may be dead
   */
  DeadShare(int of, int most) {
    this.of = of;
    this.most = most;
    this.last = new BitSet(of);
  }

  /**
   * Counts one more record.
   *
   * @return whether more are dead than may be; never before there were as many records as are
   *     looked at
   */
  boolean add(boolean isDead) {
    dead += (isDead ? 1 : 0) - (last.get(next) ? 1 : 0);
    last.set(next, isDead);
    next = (next + 1) % of;
    seen = Math.min(seen + 1, of);
    return seen == of && dead > most;
  }

  /** How many of the last records were dead. */
  int dead() {
    return dead;
  }
}
