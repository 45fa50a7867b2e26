package io.millrace.formats;

import io.millrace.sdk.Suggestions;
import io.millrace.sdk.Warning;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of columns or members that a format knows. A name that is nearly one of them is most
 * likely misspelt or damaged, and what it should fill takes a default: that is warned of. Any other
 * name is ordinary.
 */
public final class KnownNames {
  /** So many names are remembered; data may bring any number of them. */
  private static final int REMEMBERED = 1_000;

  /** The length from which a name that is one edit from a known one is taken for it. */
  private static final int SHORTEST = 3;

  private final String what;
  private final Set<String> known;
  private final Map<String, Optional<String>> seen = new HashMap<>();

  /**
   * @param what a column or a member, for messages
   */
  public KnownNames(String what, Set<String> known) {
    this.what = what;
    this.known = Set.copyOf(known);
  }

  /** Warns of a name that is nearly a known one, once. */
  public void check(String name, Warnings warnings) {
    if (known.contains(name)) {
      return;
    }
    Optional<String> meant = seen.get(name);
    if (meant == null) {
      meant = Suggestions.misspelt(name, known, SHORTEST);
      if (seen.size() < REMEMBERED) {
        seen.put(name, meant);
      }
    }
    meant.ifPresent(
        one ->
            warnings.addOnce(
                Warning.UNUSED_COLUMN,
                what + " " + Excerpt.of(name) + ", did you mean '" + one + "'?"));
  }
}
