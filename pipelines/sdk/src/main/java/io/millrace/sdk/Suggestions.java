package io.millrace.sdk;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What was probably meant by a name that does not exist. */
public final class Suggestions {
  /** Shorter names of columns are too often one edit from another. */
  private static final int SHORTEST = 5;

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

  /**
   * The known name that another one is most probably meant to be: they are the same but for case,
   * blanks and marks, or for one letter in five, or two in nine.
   */
  public static Optional<String> misspelt(String name, Collection<String> known) {
    return misspelt(name, known, SHORTEST);
  }

  /**
   * The same for names that are all known, such as the members of a format, where even a short name
   * that is no other's can be told.
   *
   * @param shortest the length from which one edit is allowed
   */
  public static Optional<String> misspelt(String name, Collection<String> known, int shortest) {
    String bare = bare(name);
    return known.stream()
        .filter(one -> isMisspelt(bare, bare(one), shortest))
        .min(Comparator.comparingInt(one -> distance(bare, bare(one))));
  }

  private static boolean isMisspelt(String name, String known, int shortest) {
    int length = Math.max(name.length(), known.length());
    int allowed = length < shortest ? 0 : length < 9 ? 1 : 2;
    // Names of columns may be long, and most are far from any other.
    return Math.abs(name.length() - known.length()) <= allowed && distance(name, known) <= allowed;
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * How many insertions, deletions, substitutions of one character and swaps of two neighbours lead
   * from one name to the other (optimal string alignment).
   */
  static int distance(String from, String to) {
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int substituted = steps[i - 1][j - 1] + (same ? 0 : 1);
        steps[i][j] = Math.min(substituted, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[from.length()][to.length()];
  }
}
