package io.millrace.kafka;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the secrets of a connection out of what a library has to say about it. */
final class Secrets {
  private static final Pattern TELLING =
      Pattern.compile("password|secret|token|jaas|credential|keystore\\.key|user-?\\.?info");

  /** An option of a JAAS entry, quoted or not, whose name says that it is a secret. */
  private static final Pattern JAAS_OPTION =
      Pattern.compile("(?i)[\\w.]*(?:password|secret|token)[\\w.]*\\s*=\\s*(\"[^\"]*\"|[^\\s;]+)");

  private static final int SHORT = 6;

  private final List<String> values;

  private Secrets(Stream<String> values) {
    // The longest first, or a part of one would be left standing.
    this.values =
        values
            .filter(value -> !value.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  static Secrets of(Map<String, String> properties) {
    return new Secrets(
        properties.entrySet().stream()
            .filter(entry -> TELLING.matcher(entry.getKey().toLowerCase(Locale.ROOT)).find())
            .flatMap(entry -> Stream.concat(Stream.of(entry.getValue()), options(entry))));
  }

  private static Stream<String> options(Map.Entry<String, String> property) {
    return JAAS_OPTION
        .matcher(property.getValue())
        .results()
        .map(match -> match.group(1))
        .flatMap(value -> Stream.of(value, value.replaceAll("^\"|\"$", "")));
  }

  /** The text with each secret replaced; empty for null. */
  String hide(String text) {
    String hidden = text == null ? "" : text;
    for (String value : values) {
      hidden = whole(value).matcher(hidden).replaceAll("***");
    }
    return hidden;
  }

  /** A short secret is part of many words, and a gap in one of them would tell it. */
  private static Pattern whole(String value) {
    String quoted = Pattern.quote(value);
    return Pattern.compile(value.length() < SHORT ? "(?<!\\w)" + quoted + "(?!\\w)" : quoted);
  }
}
