package io.millrace.formats.value;

import io.millrace.formats.value.NumberStyle.Percent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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
    String options =
        OPTIONS.entrySet().stream()
            .filter(option -> isNumber(text, option.getValue()))
            .map(option -> "{" + option.getKey() + "}")
            .limit(2)
            .collect(Collectors.joining(" or "));
    return options.isEmpty()
        ? ""
        : "; if that is a number, 'numbers' in the mapping says how it is written: " + options;
  }

  private static boolean isNumber(String text, NumberStyle style) {
    try {
      Numbers.decimal(style.plain(text));
      return true;
    } catch (NumberFormatException no) {
      return false;
    }
  }
}
