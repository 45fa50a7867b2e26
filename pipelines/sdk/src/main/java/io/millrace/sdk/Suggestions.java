package io.millrace.sdk;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What was probably meant by a name that does not exist. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The end of a message about an unknown name: the nearest name, or else all that are known.
   *
   * @return {@code "; did you mean 'x'?"}, or {@code "; known: a, b"}, or nothing if none are known
   */
  public static String of(String unknown, Collection<String> known) {
    Optional<String> nearest =
        known.stream()
            .filter(name -> distance(unknown, name) <= Math.max(1, Math.min(3, name.length() / 2)))
            .min(Comparator.comparingInt(name -> distance(unknown, name)));
    if (nearest.isPresent()) {
      return "; did you mean '" + nearest.get() + "'?";
    }
    return known.isEmpty() ? "" : "; known: " + String.join(", ", known);
  }

  /** Levenshtein's distance: insertions, deletions and substitutions of one character. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
