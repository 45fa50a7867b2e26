package io.millrace.runner.definition;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.EnumWords;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.SchemaCatalog;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.RecordType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Reads {@code values} of a mapping: which symbol a word of one's own stands for, by field. */
final class WordsReader {
  private final MappingReader reader;
  private final Optional<Schema> schema;
  private final List<Problem> problems;

  /**
   * @param reader of the mapping
   * @param schema of the input; empty if it is refused already
   */
  WordsReader(MappingReader reader, Optional<Schema> schema, List<Problem> problems) {
    this.reader = reader;
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * The symbols by words, by field, also of fields that the schema does not have; what else is
   * wrong is a problem at its place.
   */
  Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    reader.each(
        "values",
        (field, words) -> symbols(field, words).ifPresent(symbols -> values.put(field, symbols)));
    return values;
  }

  private Optional<Map<String, String>> symbols(String field, Mapping words) {
    Schema.Field known = schema.map(record -> record.getField(field)).orElse(null);
    if (known == null) {
      // Of a field that there is not, or of a schema that is refused, nothing more can be said.
      return Optional.of(Map.of());
    }
    Optional<Schema> symbols = EnumWords.enumOf(known.schema());
    if (symbols.isEmpty()) {
      problem(
          words.place(),
          ErrorCode.WRONG_TYPE,
          "field '"
              + field
              + "' of "
              + SchemaCatalog.nameOf(schema.get())
              + " holds no enumeration; 'values' gives words for the symbols of one");
      return Optional.empty();
    }
    Map<String, String> bySymbol = new LinkedHashMap<>();
    words
        .values()
        .forEach(
            (word, node) ->
                symbol(node, symbols.get()).ifPresent(symbol -> bySymbol.put(word, symbol)));
    try {
      EnumWords.of(symbols.get(), bySymbol);
      return Optional.of(bySymbol);
    } catch (MillraceException wrong) {
      problem(words.place(), wrong.code(), wrong.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> symbol(Node node, Schema symbols) {
    String text = node instanceof Scalar scalar ? scalar.text() : null;
    if (text == null) {
      String expected = String.join(", ", symbols.getEnumSymbols());
      problem(
          node.place(),
          ErrorCode.WRONG_TYPE,
          "a word stands for " + node.kind() + "; expected one of " + expected);
    } else if (!symbols.getEnumSymbols().contains(text)) {
      problem(
          node.place(),
          ErrorCode.UNKNOWN_NAME,
          symbols.getName()
              + " has no symbol '"
              + text
              + "'"
              + Suggestions.of(text, symbols.getEnumSymbols()));
    } else {
      return Optional.of(text);
    }
    return Optional.empty();
  }

  /** Reports constants that their fields can't hold, each at its place. */
  void checkConstants(FieldMapping mapping, Optional<RecordType<?>> ofInput) {
    if (ofInput.isEmpty()) {
      return;
    }
    RecordType<?> type = ofInput.get();
    TextReaders readers = new TextReaders(type.data(), mapping.times());
    mapping
        .constants()
        .forEach(
            (name, text) -> {
              Schema.Field field = type.schema().getField(name);
              if (field != null) {
                checkConstant(name, text, readers.of(field.schema(), name, mapping.valuesOf(name)));
              }
            });
  }

  private void checkConstant(String name, String text, TextReader words) {
    try {
      Constant.of(name, text, words);
    } catch (MillraceException wrong) {
      Place place =
          reader.node("constants").map(node -> ((Mapping) node).values().get(name).place()).get();
      problem(place, wrong.code(), wrong.getMessage());
    }
  }

  private void problem(Place place, ErrorCode code, String message) {
    problems.add(new Problem(place, code, message));
  }
}
