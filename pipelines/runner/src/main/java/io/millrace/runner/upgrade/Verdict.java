package io.millrace.runner.upgrade;

import java.util.Locale;

/** What becomes of a stage, or of one of its states, over an upgrade; from harmless to harmful. */
public enum Verdict {
  /** It goes on as it is. */
  KEPT,
  /** It goes on, and is rewritten to its new form on the way. */
  MIGRATED,
  /** It is new, and begins with nothing. */
  ADDED,
  /** It is gone, and had no state. */
  REMOVED,
  /** It is gone, and its state with it. */
  DROPPED,
  /** Its state can't be read by the new job, which would not start. */
  INCOMPATIBLE;

  /** The word that users see. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether state would be lost, or the new job not start. */
  public boolean isHarmful() {
    return this == DROPPED || this == INCOMPATIBLE;
  }
}
