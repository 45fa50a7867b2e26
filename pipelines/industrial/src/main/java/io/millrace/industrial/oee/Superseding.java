package io.millrace.industrial.oee;

import java.util.Map;

/** Which of several entries stand, where some replace others. */
final class Superseding {
  private Superseding() {}

  /**
   * Whether an entry stands: nothing replaces it, and of those that replace the same one it is the
   * last.
   *
   * @param last by id of what is replaced, the one of greatest rank that replaces it
   */
  static <F extends Fact.Correctable> boolean stands(F entry, Map<String, F> last) {
    boolean replaces = entry.supersedes() != null;
    if (replaces && !entry.equals(last.get(entry.supersedes()))) {
      return false;
    }
    F by = entry.id() == null ? null : last.get(entry.id());
    return by == null || by.equals(entry);
  }
}
