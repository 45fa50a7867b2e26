package io.millrace.runner.definition;

import io.millrace.formats.TextLayout;
import io.millrace.formats.Unpivot;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.NumberStyle.Percent;
import io.millrace.formats.value.Suffixes;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the options of an input that say how its texts are written. */
record TextOptions(String owner, List<Problem> problems) {

  /** The style that {@code numbers} of a mapping says. */
  NumberStyle numbers(MappingReader mapping) {
    Optional<Mapping> numbers = mapping.mapping("numbers");
    if (numbers.isEmpty()) {
      return NumberStyle.PLAIN;
    }
    try (MappingReader reader =
        new MappingReader(numbers.get(), "'numbers' of " + owner, problems)) {
      char decimal = mark(reader, "decimal", '.');
      char grouping = mark(reader, "grouping", NumberStyle.NONE);
      Percent percent = word(reader, "percent", Percent.REFUSED, Percent.values());
      Suffixes suffixes = word(reader, "suffixes", Suffixes.REFUSED, Suffixes.values());
      return checked(
          reader,
          reader.has("decimal") ? "decimal" : "grouping",
          () -> new NumberStyle(decimal, grouping, percent, suffixes),
          NumberStyle.PLAIN);
    }
  }

  private static char mark(MappingReader reader, String key, char fallback) {
    Optional<String> text = reader.text(key);
    if (text.isPresent() && text.get().length() != 1) {
      String message = key + " is '" + text.get() + "'; expected one character";
      reader.problem(key, ErrorCode.WRONG_TYPE, message);
    }
    return text.filter(mark -> mark.length() == 1).map(mark -> mark.charAt(0)).orElse(fallback);
  }

  /** One of the words that an option may be: all but that of its absence. */
  private static <E extends Enum<E>> E word(
      MappingReader reader, String key, E absent, E[] options) {
    Optional<String> text = reader.text(key);
    if (text.isEmpty()) {
      return absent;
    }
    for (E option : options) {
      if (option != absent && word(option).equals(text.get())) {
        return option;
      }
    }
    String known =
        Arrays.stream(options)
            .filter(option -> option != absent)
            .map(TextOptions::word)
            .collect(Collectors.joining(" or "));
    String message = key + " is '" + text.get() + "'; expected " + known;
    reader.problem(key, ErrorCode.WRONG_TYPE, message);
    return absent;
  }

  private static String word(Enum<?> option) {
    return option.name().toLowerCase(Locale.ROOT);
  }

  /** What {@code unpivot} of a mapping says; null if it says nothing, or something wrong. */
  Unpivot unpivot(MappingReader mapping) {
    Optional<Mapping> unpivot = mapping.mapping("unpivot");
    if (unpivot.isEmpty()) {
      return null;
    }
    try (MappingReader reader =
        new MappingReader(unpivot.get(), "'unpivot' of " + owner, problems)) {
      List<String> columns = reader.texts("columns");
      List<String> except = reader.texts("except");
      Optional<String> name = reader.requiredText("name", "name: sensor");
      Optional<String> value = reader.requiredText("value", "value: value");
      if (!reader.has("columns") && !reader.has("except")) {
        reader.missing("columns", "columns: ['temp_*', pressure]");
        return null;
      } else if (name.isEmpty() || value.isEmpty()) {
        return null;
      }
      return checked(
          reader, "columns", () -> new Unpivot(columns, except, name.get(), value.get()), null);
    }
  }

  /** The encoding of an input, and the lines that its mapping passes over. */
  TextLayout layout(MappingReader input, Optional<MappingReader> mapping) {
    TextLayout encoded =
        checked(
            input,
            "encoding",
            () -> new TextLayout(input.text("encoding").orElse(null), 0, null),
            TextLayout.PLAIN);
    if (mapping.isEmpty()) {
      return encoded;
    }
    MappingReader reader = mapping.get();
    String comment = reader.text("comment").orElse(null);
    int skip = skip(reader);
    TextLayout skipping =
        checked(reader, "skip", () -> new TextLayout(encoded.encoding(), skip, null), encoded);
    return checked(
        reader,
        "comment",
        () -> new TextLayout(encoded.encoding(), skipping.skip(), comment),
        skipping);
  }

  private static int skip(MappingReader reader) {
    Optional<String> text = reader.text("skip");
    try {
      return text.map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException wrong) {
      String message = "skip is '" + text.get() + "'; expected a whole number of lines";
      reader.problem("skip", ErrorCode.WRONG_TYPE, message);
      return 0;
    }
  }

  private static <T> T checked(MappingReader reader, String key, Supplier<T> maker, T otherwise) {
    try {
      return maker.get();
    } catch (MillraceException wrong) {
      reader.problem(key, wrong.code(), wrong.getMessage());
      return otherwise;
    }
  }
}
