package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes a reader of texts for each type of field that one text can hold. */
public final class TextReaders {
  /** Spellings of enums that are remembered; more are looked up each time. */
  private static final int REMEMBERED = 1_000;

  /** Symbols of an enum that a message names. */
  private static final int SHOWN = 20;

  private final GenericData model;
  private final TimeReader times;
  private final NumberStyle numbers;
  private final boolean plain;
  private final Warnings warnings;

  /**
   * Readers for the fields of one generated class, of numbers as programs write them; nobody is
   * warned.
   *
   * @param model of the class, for its conversions of logical types
   */
  public TextReaders(GenericData model, TimeReader times) {
    this(model, times, NumberStyle.PLAIN, new Warnings());
  }

  /**
   * Readers for the fields of one generated class.
   *
   * @param model of the class, for its conversions of logical types
   * @param numbers how numbers are written
   * @param warnings of the decoder
   */
  public TextReaders(GenericData model, TimeReader times, NumberStyle numbers, Warnings warnings) {
    this.model = model;
    this.times = times;
    this.numbers = numbers;
    this.plain = numbers.isPlain();
    this.warnings = warnings;
  }

  /**
   * The constant of a field, whose numbers are of the definition and not of the data; null if the
   * mapping has none for it.
   *
   * @throws MillraceException WRONG_TYPE if no single text can hold such values; as {@link
   *     Constant#of} does
   */
  public Constant constant(Schema.Field field, FieldMapping mapping) {
    String name = field.name();
    String text = mapping.constants().get(name);
    if (text == null) {
      return null;
    }
    TextReaders plain = new TextReaders(model, times, NumberStyle.PLAIN, warnings);
    return Constant.of(name, text, plain.of(field.schema(), name, mapping.valuesOf(name)));
  }

  /**
   * A reader of one type.
   *
   * @param field its name, for warnings
   * @throws MillraceException WRONG_TYPE if no single text can hold such values
   */
  public TextReader of(Schema schema, String field) {
    return of(schema, field, null);
  }

  /**
   * A reader of one field.
   *
   * @param field its name, for warnings
   * @param words symbols by words of the user's own, for a field that holds an enum; null where a
   *     user can give none
   * @throws MillraceException WRONG_TYPE if no single text can hold such values; as {@link
   *     EnumWords#of} does
   */
  public TextReader of(Schema schema, String field, Map<String, String> words) {
    LogicalValues logical = LogicalValues.of(schema, model);
    if (logical != null) {
      return ofLogical(logical, field);
    }
    return switch (schema.getType()) {
      case STRING -> text -> text;
      case ENUM -> ofEnum(schema, words);
      case BOOLEAN -> TextReaders::bool;
      case INT -> number("a whole number of 32 bits", text -> exact(text).intValueExact());
      case LONG -> number("a whole number of 64 bits", text -> whole(text));
      case FLOAT -> number("a number", text -> finite((float) Numbers.real(text)));
      case DOUBLE -> number("a number", text -> finite(Numbers.real(text)));
      case BYTES -> text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      case NULL -> text -> nothing(text);
      case UNION -> ofUnion(schema, field, words);
      default ->
          throw new MillraceException(
              ErrorCode.WRONG_TYPE,
              "A field of type " + schema.getType().getName() + " can't be read from one text");
    };
  }

  /** By the first branch that can be read from a text; every text is a string, so that is last. */
  private TextReader ofUnion(Schema union, String field, Map<String, String> words) {
    List<TextReader> branches =
        union.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .sorted(Comparator.comparing(one -> one.getType() == Schema.Type.STRING))
            .map(branch -> of(branch, field, words))
            .toList();
    if (branches.size() < 2) {
      return branches.isEmpty() ? TextReaders::nothing : branches.get(0);
    }
    return text -> {
      for (TextReader branch : branches.subList(0, branches.size() - 1)) {
        try {
          return branch.read(text);
        } catch (BadRecordException other) {
          // One of the branches that follow.
        }
      }
      return branches.get(branches.size() - 1).read(text);
    };
  }

  private TextReader ofLogical(LogicalValues logical, String field) {
    if (logical.name().equals("decimal")) {
      LogicalTypes.Decimal type = logical.decimal();
      return text -> logical.of(decimal(text, type));
    }
    return time(logical, field);
  }

  /**
   * A reader of times and dates.
   *
   * @param field its name, for warnings
   */
  public TimeField time(LogicalValues logical, String field) {
    return new TimeField(logical, times, warnings, field);
  }

  /** A number that a decimal type holds exactly. */
  private BigDecimal decimal(String text, LogicalTypes.Decimal type) throws BadRecordException {
    BigDecimal value;
    try {
      value = Numbers.decimal(plain(text));
    } catch (NumberFormatException wrong) {
      throw noNumber("a number", text);
    }
    return Decimals.fit(value, type);
  }

  private String plain(String text) {
    String stripped = text.strip();
    return plain ? stripped : numbers.plain(stripped);
  }

  /** The default of an enum is for symbols of a later schema in Avro, and for no text. */
  private TextReader ofEnum(Schema schema, Map<String, String> own) {
    EnumWords words = EnumWords.of(schema, own == null ? Map.of() : own);
    Map<String, Object> known = new HashMap<>();
    return text -> {
      Object value = known.get(text);
      if (value == null) {
        String symbol = words.symbolOf(text);
        if (symbol == null) {
          throw unknown(text, schema, own != null);
        }
        value = model.createEnum(symbol, schema);
        if (known.size() < REMEMBERED) {
          known.put(text, value);
        }
      }
      return value;
    };
  }

  private static BadRecordException unknown(String text, Schema schema, boolean takesWords) {
    BadRecordException bad = unexpected(oneOf(schema), text);
    return takesWords
        ? new BadRecordException(
            bad.code(), bad.getMessage() + "; a word of your own goes into 'values' of the mapping")
        : bad;
  }

  /** What an enum expects, in words that fit a message. */
  public static String oneOf(Schema schema) {
    List<String> symbols = schema.getEnumSymbols();
    String shown = String.join(", ", symbols.subList(0, Math.min(SHOWN, symbols.size())));
    return "one of " + shown + (symbols.size() > SHOWN ? ", ..." : "");
  }

  private static Object bool(String text) throws BadRecordException {
    return switch (text.strip()) {
      case "true", "True", "TRUE", "1" -> true;
      case "false", "False", "FALSE", "0" -> false;
      default -> throw unexpected("true or false", text);
    };
  }

  private static Object nothing(String text) throws BadRecordException {
    if (text.isEmpty()) {
      return null;
    }
    throw unexpected("nothing", text);
  }

  private TextReader number(String expected, Parser parser) {
    // Told apart here, not for each record.
    Parser styled = plain ? parser : text -> parser.parse(numbers.plain(text));
    return text -> {
      try {
        return styled.parse(text.strip());
      } catch (NumberFormatException | ArithmeticException wrong) {
        throw noNumber(expected, text);
      }
    };
  }

  private BadRecordException noNumber(String expected, String text) {
    BadRecordException bad =
        unexpected(expected + numbers.example(expected.startsWith("a whole")), text);
    String hint = plain ? NumberHints.of(text.strip()) : "";
    return hint.isEmpty() ? bad : new BadRecordException(bad.code(), bad.getMessage() + hint);
  }

  private static long whole(String text) {
    return Numbers.isWhole(text) ? Long.parseLong(text) : exact(text).longValueExact();
  }

  private static BigDecimal exact(String text) {
    return Numbers.decimal(text);
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("out of range");
    }
    return value;
  }

  private static float finite(float value) {
    finite((double) value);
    return value;
  }

  /** The complaint about a text that is not what its field needs. */
  public static BadRecordException unexpected(String expected, String text) {
    String got = text.isBlank() ? "nothing" : Excerpt.of(text);
    return new BadRecordException(ErrorCode.WRONG_FIELD, "expected " + expected + ", got " + got);
  }

  /** Reads a text or throws what the readers above understand. */
  @FunctionalInterface
  private interface Parser {
    Object parse(String text);
  }
}
