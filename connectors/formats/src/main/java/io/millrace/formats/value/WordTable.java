package io.millrace.formats.value;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that stand for symbols: each alone, by the range of a number, or by how they begin. */
final class WordTable {
  /** Stands for several symbols, so it stands for none. */
  private static final String AMBIGUOUS = "";

  private static final Pattern RANGE =
      Pattern.compile(
          "(-?\\d{1,18}|0[xX]\\p{XDigit}{1,15})\\.\\.(-?\\d{1,18}|0[xX]\\p{XDigit}{1,15})");
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,17}");
  private static final Pattern HEX = Pattern.compile("0X[0-9A-F]{1,15}");

  private final Map<String, String> spelt = new HashMap<>();
  private final Map<String, String> forms = new HashMap<>();
  private final List<Range> ranges = new ArrayList<>();
  private final List<Stem> stems = new ArrayList<>();

  /** Whole numbers from one to another; hexadecimal ones only with as many digits. */
  private record Range(long from, long to, int hexDigits, String symbol) {}

  /** How words begin, in capitals. */
  private record Stem(String start, String symbol) {}

  /**
   * Adds a word: {@code Bad}, a range of numbers {@code 64..95} or {@code 0x40..0x5F}, or a
   * beginning {@code HIT-*}.
   *
   * @throws MillraceException CONFLICT if the word stands for another symbol already; OUT_OF_RANGE
   *     if it is a range that ends before it begins
   */
  void add(String word, String symbol) {
    String text = word.strip();
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      ranges.add(range(text, range.group(1), range.group(2), symbol));
    } else if (text.length() > 1 && text.endsWith("*")) {
      stems.add(new Stem(capitals(text.substring(0, text.length() - 1)), symbol));
      stems.sort(Comparator.comparing((Stem stem) -> -stem.start.length()));
    } else {
      String other = spelt.put(text, symbol);
      if (other != null && !other.equals(symbol)) {
        throw new MillraceException(
            ErrorCode.CONFLICT,
            "the word '" + text + "' stands for both " + other + " and " + symbol);
      }
      forms.merge(form(text), symbol, (one, two) -> one.equals(two) ? one : AMBIGUOUS);
    }
  }

  /** The symbol of a word, in whatever case and with whatever blanks, - and _; null if none is. */
  String find(String text) {
    String symbol = spelt.get(text);
    if (symbol == null) {
      symbol = ofForm(form(text));
    }
    return symbol == null ? ofStem(text) : symbol;
  }

  /** The symbol of a form that {@link #form} has given; null if none is. */
  String ofForm(String form) {
    String symbol = forms.get(form);
    if (symbol != null) {
      return symbol.equals(AMBIGUOUS) ? null : symbol;
    }
    return ranges.isEmpty() ? null : ofRange(form);
  }

  private String ofRange(String form) {
    boolean hex = HEX.matcher(form).matches();
    if (!hex && !WHOLE.matcher(form).matches()) {
      return null;
    }
    long number = hex ? Long.parseLong(form, 2, form.length(), 16) : Long.parseLong(form);
    int digits = hex ? form.length() - 2 : 0;
    for (Range range : ranges) {
      if (range.hexDigits == digits && range.from <= number && number <= range.to) {
        return range.symbol;
      }
    }
    return null;
  }

  private String ofStem(String text) {
    String capitals = stems.isEmpty() ? "" : capitals(text);
    for (Stem stem : stems) {
      if (capitals.startsWith(stem.start) && beginsAnew(text, stem.start.length())) {
        return stem.symbol;
      }
    }
    return null;
  }

  /** Whether a new word begins within a text: BadNoData, BAD_NO_DATA, but not Badly. */
  private static boolean beginsAnew(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    return !Character.isLetter(before)
        || "-_.".indexOf(after) >= 0
        || (Character.isLowerCase(before) && Character.isUpperCase(after));
  }

  /**
   * What words are compared by. Of one that begins with a letter: capitals, without blanks, - and
   * _. Of a number: without a plus, and a fraction of zeros.
   */
  static String form(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.isEmpty() || Character.isLetter(upper.charAt(0))) {
      StringBuilder form = new StringBuilder(upper.length());
      for (int i = 0; i < upper.length(); i++) {
        if (" -_".indexOf(upper.charAt(i)) < 0) {
          form.append(upper.charAt(i));
        }
      }
      return form.toString();
    }
    return upper.matches("[+-]?\\d+(\\.0+)?")
        ? upper.replaceFirst("^\\+", "").replaceFirst("\\.0+$", "")
        : upper;
  }

  private static String capitals(String text) {
    return text.toUpperCase(Locale.ROOT).replace('_', '-');
  }

  private static Range range(String text, String from, String to, String symbol) {
    int digits = hexDigits(from);
    long first = number(from);
    long last = number(to);
    if (digits != hexDigits(to) || first > last) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "the range of numbers '"
              + text
              + "' ends before it begins, or mixes decimal and hexadecimal, or lengths of"
              + " hexadecimal; expected such as 64..95 or 0x40..0x5F");
    }
    return new Range(first, last, digits, symbol);
  }

  private static int hexDigits(String number) {
    return isHex(number) ? number.length() - 2 : 0;
  }

  private static long number(String text) {
    return isHex(text) ? Long.parseLong(text, 2, text.length(), 16) : Long.parseLong(text);
  }

  private static boolean isHex(String number) {
    return number.startsWith("0x") || number.startsWith("0X");
  }
}
