package io.millrace.formats.value;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import io.millrace.sdk.avro.Unions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The words that an enumeration understands. They are, first to last:
 *
 * <ol>
 *   <li>the words of a user, by the mapping of an input;
 *   <li>the symbols, and the further words that the schema lists in the property {@code words} of
 *       the enum, by symbol. Case does not matter, nor do blanks, {@code -} and {@code _};
 *   <li>each of these behind the name of the enum: {@code SPAN_KIND_SERVER} of SpanKind;
 *   <li>where the schema says {@code "lists": "last"}, words between commas: each has to be known,
 *       and the last counts.
 * </ol>
 *
 * <p>Nothing else is understood, and a default takes the place of no word.
 */
public final class EnumWords {
  private static final String WORDS = "words";
  private static final String LISTS = "lists";

  private final WordTable ofUser = new WordTable();
  private final WordTable ofSchema = new WordTable();
  private final String name;
  private final boolean lastOfList;

  private EnumWords(Schema schema) {
    this.name = WordTable.form(schema.getName());
    this.lastOfList = "last".equals(schema.getObjectProp(LISTS));
  }

  /**
   * The words of an enum.
   *
   * @param own symbols by words of a user, which win
   * @throws MillraceException UNKNOWN_NAME if a word is said to stand for what is no symbol;
   *     WRONG_TYPE if the property of the schema is no lists of words by symbol; CONFLICT if a word
   *     stands for two symbols
   */
  public static EnumWords of(Schema schema, Map<String, String> own) {
    EnumWords words = new EnumWords(schema);
    schema.getEnumSymbols().forEach(symbol -> words.ofSchema.add(symbol, symbol));
    listed(schema)
        .forEach((symbol, list) -> list.forEach(word -> words.ofSchema.add(word, symbol)));
    own.forEach(
        (word, symbol) -> {
          requireSymbol(symbol, schema);
          words.ofUser.add(word, symbol);
        });
    return words;
  }

  /** The enum that a field holds, alone or beside null; empty if it holds something else. */
  public static Optional<Schema> enumOf(Schema field) {
    return Optional.of(Unions.withoutNull(field))
        .filter(present -> present.getType() == Schema.Type.ENUM);
  }

  /**
   * The further words that a schema lists, by symbol; none if it lists none.
   *
   * @throws MillraceException as {@link #of} does
   */
  public static Map<String, List<String>> listed(Schema schema) {
    Object property = schema.getObjectProp(WORDS);
    Map<String, List<String>> listed = new LinkedHashMap<>();
    if (property == null) {
      return listed;
    } else if (!(property instanceof Map<?, ?> bySymbol)) {
      throw wrongProperty(schema);
    } else {
      bySymbol.forEach(
          (symbol, words) -> {
            requireSymbol(String.valueOf(symbol), schema);
            if (!(words instanceof Collection<?> list)
                || !list.stream().allMatch(String.class::isInstance)) {
              throw wrongProperty(schema);
            }
            listed.put(
                String.valueOf(symbol), list.stream().map(word -> String.valueOf(word)).toList());
          });
      return listed;
    }
  }

  /** The symbol that a word stands for; null if nothing knows the word. */
  public String symbolOf(String word) {
    String text = word.strip();
    if (text.isEmpty()) {
      return null;
    }
    String symbol = one(text);
    return symbol == null && lastOfList && text.indexOf(',') >= 0 ? last(text) : symbol;
  }

  private String one(String text) {
    String symbol = ofUser.find(text);
    if (symbol == null) {
      symbol = ofSchema.find(text);
    }
    String form = symbol == null ? WordTable.form(text) : "";
    return form.startsWith(name) && form.length() > name.length()
        ? ofSchema.ofForm(form.substring(name.length()))
        : symbol;
  }

  private String last(String list) {
    String symbol = null;
    for (String word : list.split(",", -1)) {
      symbol = one(word.strip());
      if (symbol == null) {
        return null;
      }
    }
    return symbol;
  }

  private static void requireSymbol(String symbol, Schema schema) {
    if (!schema.getEnumSymbols().contains(symbol)) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "the enumeration "
              + schema.getName()
              + " has no symbol '"
              + symbol
              + "'"
              + Suggestions.of(symbol, schema.getEnumSymbols()));
    }
  }

  private static MillraceException wrongProperty(Schema schema) {
    return new MillraceException(
        ErrorCode.WRONG_TYPE,
        "the property 'words' of the enumeration "
            + schema.getName()
            + " is "
            + schema.getObjectProp(WORDS)
            + "; expected lists of words by symbol, such as {\"GOOD\": [\"ok\", \"192..219\"]}");
  }
}
