package io.millrace.sql.plan;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a SELECT without parsing it. */
final class SqlText {
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|`((?:[^`]|``)*)`|([A-Za-z_$][A-Za-z0-9_$]*)",
          Pattern.DOTALL);

  private static final Set<String> STATEMENTS =
      Set.of(
          "INSERT",
          "CREATE",
          "DROP",
          "ALTER",
          "DELETE",
          "UPDATE",
          "MERGE",
          "USE",
          "SET",
          "SHOW",
          "DESCRIBE",
          "EXPLAIN",
          "EXECUTE",
          "BEGIN",
          "LOAD",
          "UNLOAD",
          "ADD",
          "REMOVE",
          "RESET");

  private SqlText() {}

  /** Whether a name stands anywhere in a text, but in comments and literals. */
  static boolean names(String text, String name) {
    return words(text).contains(name);
  }

  /** Whether a text is a statement that does something, such as INSERT or CREATE. */
  static boolean isStatement(String text) {
    return words(text).stream()
        .findFirst()
        .filter(first -> STATEMENTS.contains(first.toUpperCase(Locale.ROOT)))
        .isPresent();
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
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
