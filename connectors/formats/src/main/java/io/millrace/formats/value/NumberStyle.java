package io.millrace.formats.value;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How numbers are written in texts. Nothing is guessed: what a style does not allow is no number.
 *
 * @param decimal the mark before the decimals
 * @param grouping the mark between groups of three digits, which may be left out but not misplaced;
 *     {@link #NONE} for none. A blank stands for no-break and thin blanks too, an apostrophe for
 *     the typographic one too
 * @param percent what a per cent sign behind a number means
 * @param suffixes what letters behind a number mean
 */
public record NumberStyle(char decimal, char grouping, Percent percent, Suffixes suffixes)
    implements Serializable {

  /** No mark between groups of digits. */
  public static final char NONE = 0;

  /** As programs write numbers: a point, no groups, no signs or letters behind. */
  public static final NumberStyle PLAIN =
      new NumberStyle('.', NONE, Percent.REFUSED, Suffixes.REFUSED);

  /** What a per cent sign means. */
  public enum Percent {
    /** The text is no number. */
    REFUSED,
    /** 45 % is 0.45. */
    FRACTION,
    /** 45 % is 45. */
    POINTS
  }

  /**
   * Checks the marks.
   *
   * @throws MillraceException OUT_OF_RANGE if a mark has another meaning in a number
   */
  public NumberStyle {
    Objects.requireNonNull(percent);
    Objects.requireNonNull(suffixes);
    if (decimal == NONE || isTaken(decimal) || isTaken(grouping) || decimal == grouping) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "The decimal mark '%s' and the grouping mark '%s' of numbers have to be two different characters, and neither a digit, a letter, a sign nor '%%'"
              .formatted(decimal, grouping == NONE ? "" : grouping));
    }
  }

  private static boolean isTaken(char mark) {
    return Character.isLetterOrDigit(mark) || "+-%".indexOf(mark) >= 0;
  }

  boolean isPlain() {
    return equals(PLAIN);
  }

  /**
   * What a number looks like, for messages; nothing for the plain style.
   *
   * @param whole whether it has no decimals
   */
  String example(boolean whole) {
    if (isPlain()) {
      return "";
    }
    String decimals = whole ? "" : decimal + "5";
    String example = " such as 1" + (grouping == NONE ? "" : grouping) + "234" + decimals;
    return example
        + (percent == Percent.REFUSED ? "" : " or 45%")
        + (suffixes == Suffixes.REFUSED ? "" : " or 2K");
  }

  /**
   * The same number as programs write it.
   *
   * @throws NumberFormatException if the text is no number of this style
   */
  String plain(String text) {
    int end = text.length();
    BigDecimal factor = null;
    if (percent != Percent.REFUSED && text.endsWith("%")) {
      end--;
      factor = percent == Percent.FRACTION ? new BigDecimal("0.01") : BigDecimal.ONE;
    } else if (suffixes != Suffixes.REFUSED) {
      end = startOfLetters(text);
      factor = end == text.length() ? null : suffixes.factor(text.substring(end));
    }
    String number = withoutGroups(factor == null ? text : withoutBlanks(text, end));
    return factor == null ? number : Numbers.decimal(number).multiply(factor).toString();
  }

  /** The text up to an end and the blanks before it, of whatever kind: some don't break lines. */
  private static String withoutBlanks(String text, int end) {
    int last = end;
    while (last > 0 && Character.isSpaceChar(text.charAt(last - 1))) {
      last--;
    }
    return text.substring(0, last);
  }

  private static int startOfLetters(String text) {
    int start = text.length();
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** With a point for the decimal mark. What is left is checked by whoever reads it. */
  private String withoutGroups(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int marks = 0;
    int run = 0;
    char first = 0;
    boolean whole = true;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= '0' && letter <= '9') {
        first = first == 0 ? letter : first;
        run++;
        plain.append(letter);
      } else if (isGrouping(letter)) {
        require(whole && (marks == 0 ? first > '0' && run <= 3 : run == 3));
        marks++;
        run = 0;
      } else if (letter == decimal) {
        require(whole && (marks == 0 || run == 3));
        whole = false;
        plain.append('.');
      } else {
        // A sign or an exponent, which does not go with groups: 1.234e5 is of another style.
        require(letter != 'e' && letter != 'E' || marks == 0);
        require(letter != '.');
        whole = whole && letter != 'e' && letter != 'E';
        plain.append(letter);
      }
    }
    require(!whole || marks == 0 || run == 3);
    return plain.toString();
  }

  private static void require(boolean so) {
    if (!so) {
      throw new NumberFormatException("no number of this style");
    }
  }

  private boolean isGrouping(char letter) {
    return switch (grouping) {
      case NONE -> false;
      case ' ' -> letter == ' ' || letter == '\u00A0' || letter == '\u202F' || letter == '\u2009';
      case '\'' -> letter == '\'' || letter == '\u2019';
      default -> letter == grouping;
    };
  }
}
