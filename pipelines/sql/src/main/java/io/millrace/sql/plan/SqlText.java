package io.millrace.sql.plan;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a SELECT without parsing it. */
final class SqlText {
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|`((?:[^`]|``)*)`|([A-Za-z_$][A-Za-z0-9_$]*)",
          Pattern.DOTALL);

  private SqlText() {}

  /** Whether a name stands anywhere in a text, but in comments and literals. */
  static boolean names(String text, String name) {
    return words(text).contains(name);
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group(1) != null) {
        words.add(token.group(1));
      } else if (token.group(2) != null) {
        words.add(token.group(2));
      }
    }
    return words;
  }
}
