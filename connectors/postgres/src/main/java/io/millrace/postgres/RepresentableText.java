package io.millrace.postgres;

/**
 * Text as PostgreSQL can hold it. It has no U+0000, and no half of a surrogate pair: each such
 * character becomes U+FFFD, the replacement character, so that one odd text never stops a job.
 */
final class RepresentableText {
  private static final char REPLACEMENT = '\uFFFD';

  private RepresentableText() {}

  static String of(CharSequence text) {
    String whole = text.toString();
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(whole);
      }
    }
    return whole;
  }

  private static String replaced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              boolean alone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
              result.appendCodePoint(point == 0 || alone ? REPLACEMENT : point);
            });
    return result.toString();
  }
}
