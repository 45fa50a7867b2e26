package io.millrace.formats.value;

/**
 * Tells whether a local time that occurs twice, as when summer time ends, is the first or the
 * second one, by the times read so far of its source. All are in ms since 1970-01-01T00:00:00Z.
 *
 * <p>The source is taken to go on as it did so far: no further behind its latest time than it has
 * been out of order yet, and no further ahead than the overlap or, after a step back, than its
 * steps let expect. If that leaves one of the two times, it is that one. Else it is a guess: the
 * one that is nearer to the latest time.
 */
final class SourceOrder {
  /** Whoever falls back by more begins anew, as where a file has one machine after another. */
  private static final long ANEW = 24 * 60 * 60 * 1_000L;

  private boolean begun;

  /** Whether the times since the last certain one are certain. */
  private boolean anchored;

  private long latest;

  /** How far a time has been behind the latest one, at the most. */
  private long disorder;

  /** How far the latest time was ahead of the one before. */
  private long step;

  /** How many times were ahead of the one before. */
  private int rises;

  /** Whether two successive times were equal. */
  private boolean ties;

  /** How many times were taken for the first of two since there was one that was not. */
  private long firsts;

  private long overlap;
  private boolean later;
  private boolean certain;

  /**
   * Notes a time that occurs once.
   *
   * @return whether times just before it were taken for the first of two, and may as well have been
   *     the second: none came twice, and here is a gap as long as the overlap
   */
  boolean passed(long time) {
    boolean ahead = begun && time > latest;
    boolean doubtful = ahead && firsts > 0 && time - latest >= overlap;
    firsts = ahead ? 0 : firsts;
    note(time);
    anchored = true;
    return doubtful;
  }

  /**
   * Decides for one of two times.
   *
   * @param first the earlier one
   * @param overlap how much later the other one is
   */
  void decide(long first, long overlap) {
    this.overlap = overlap;
    if (begun && first >= latest - ANEW) {
      compare(first - latest, first + overlap - latest);
      certain &= anchored;
    } else {
      later = false;
      certain = false;
      anchored = false;
    }
    long time = later ? first + overlap : first;
    if (later) {
      firsts = 0;
    } else if (certain) {
      firsts++;
    }
    // What does not move the latest time leaves it as certain as it was.
    anchored &= certain || time <= latest;
    note(time);
  }

  /**
   * @param first how far the earlier time is ahead of the latest one; negative if it is behind
   * @param second the same of the other time
   */
  private void compare(long first, long second) {
    if (first > 0) {
      later = false;
      certain = first <= overlap;
    } else if (first == 0) {
      // Equal times are of one moment, unless the source steps by as much as the overlap.
      boolean coarse = step >= overlap;
      later = coarse && !ties && rises >= 2;
      certain = later || !coarse;
    } else {
      boolean goesOn = second >= -disorder && second <= Math.max(-first, 2 * step);
      certain = first < -disorder && goesOn;
      later = certain || Math.abs(second) < -first;
    }
  }

  private void note(long time) {
    if (!begun || time < latest - ANEW) {
      begun = true;
      latest = time;
      disorder = 0;
      step = 0;
      rises = 0;
      ties = false;
    } else if (time > latest) {
      step = time - latest;
      latest = time;
      rises++;
    } else if (time == latest) {
      ties = true;
    } else {
      disorder = Math.max(disorder, latest - time);
    }
  }

  /** Whether the time decided upon is the later one. */
  boolean isLater() {
    return later;
  }

  /** Whether the order of the source left no choice. */
  boolean isCertain() {
    return certain;
  }
}
