package io.millrace.formats;

/** Values of the data as messages show them: quoted, on one line, and cut. */
public final class Excerpt {
  private static final int LENGTH = 60;

  private Excerpt() {}

  /** A value in quotation marks, cut to about 60 characters. */
  public static String of(CharSequence value) {
    StringBuilder text = new StringBuilder("\"");
    int end = Math.min(value.length(), LENGTH);
    for (int i = 0; i < end; i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(Character.isISOControl(letter) ? '\uFFFD' : letter);
      }
    }
    return text.append(end < value.length() ? "...\"" : "\"").toString();
  }
}
