package io.millrace.formats.value;

import io.millrace.formats.value.NumberStyle.Percent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which option of the mapping would make a number of a text that is none. */
final class NumberHints {
  /** A longer text is hardly a number. */
  private static final int LENGTH = 40;

  private static final Map<String, NumberStyle> OPTIONS = new LinkedHashMap<>();

  static {
    add("decimal: ','", ',', NumberStyle.NONE);
    add("grouping: ','", '.', ',');
    add("decimal: ',', grouping: '.'", ',', '.');
    add("grouping: ' '", '.', ' ');
    add("decimal: ',', grouping: ' '", ',', ' ');
    add("grouping: \"'\"", '.', '\'');
    OPTIONS.put(
        "percent: fraction",
        new NumberStyle('.', NumberStyle.NONE, Percent.FRACTION, Suffixes.REFUSED));
    OPTIONS.put(
        "suffixes: decimal",
        new NumberStyle('.', NumberStyle.NONE, Percent.REFUSED, Suffixes.DECIMAL));
  }

  private NumberHints() {}

  private static void add(String option, char decimal, char grouping) {
    OPTIONS.put(option, new NumberStyle(decimal, grouping, Percent.REFUSED, Suffixes.REFUSED));
  }

  /** The end of a message about a text; nothing where no option helps. */
  static String of(String text) {
    if (text.length() > LENGTH || text.chars().noneMatch(one -> one >= '0' && one <= '9')) {
      return "";
    }
    if (value(text, NumberStyle.PLAIN) != null) {
      // A number, but one that the field can't hold.
      return "";
    }
    // Of options that say the same of this text, the simplest.
    Map<BigDecimal, String> byValue = new LinkedHashMap<>();
    OPTIONS.forEach(
        (option, style) -> {
          BigDecimal value = value(text, style);
          if (value != null) {
            byValue.putIfAbsent(value, "{" + option + "}");
          }
        });
    String options = String.join(" or ", byValue.values());
    return options.isEmpty()
        ? ""
        : "; if that is a number, 'numbers' in the mapping says how it is written: " + options;
  }

  private static BigDecimal value(String text, NumberStyle style) {
    try {
      return Numbers.decimal(style.plain(text)).stripTrailingZeros();
    } catch (NumberFormatException | ArithmeticException no) {
      return null;
    }
  }
}
