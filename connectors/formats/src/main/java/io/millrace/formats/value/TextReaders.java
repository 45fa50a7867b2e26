package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes a reader of texts for each type of field that one text can hold. */
public final class TextReaders {
  private final GenericData model;
  private final TimeReader times;
  private final Warnings warnings;

  /**
   * Readers for the fields of one generated class.
   *
   * @param model of the class, for its conversions of logical types
   * @param warnings of the decoder
   */
  public TextReaders(GenericData model, TimeReader times, Warnings warnings) {
    this.model = model;
    this.times = times;
    this.warnings = warnings;
  }

  /**
   * A reader of one type.
   *
   * @param field its name, for warnings
   * @throws MillraceException WRONG_TYPE if no single text can hold such values
   */
  public TextReader of(Schema schema, String field) {
    LogicalValues logical = LogicalValues.of(schema, model);
    if (logical != null) {
      return ofLogical(logical, field);
    }
    return switch (schema.getType()) {
      case STRING -> text -> text;
      case ENUM -> ofEnum(schema);
      case BOOLEAN -> TextReaders::bool;
      case INT -> number("a whole number of 32 bits", text -> exact(text).intValueExact());
      case LONG -> number("a whole number of 64 bits", text -> whole(text));
      case FLOAT -> number("a number", text -> finite((float) Numbers.real(text)));
      case DOUBLE -> number("a number", text -> finite(Numbers.real(text)));
      case BYTES -> text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      case NULL -> text -> nothing(text);
      case UNION -> of(only(schema), field);
      default ->
          throw new MillraceException(
              ErrorCode.WRONG_TYPE,
              "A field of type " + schema.getType().getName() + " can't be read from one text");
    };
  }

  private static Schema only(Schema union) {
    List<Schema> branches =
        union.getTypes().stream().filter(one -> one.getType() != Schema.Type.NULL).toList();
    if (branches.size() != 1) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE, "A field of type " + union + " can't be read from one text");
    }
    return branches.get(0);
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
  static BigDecimal decimal(String text, LogicalTypes.Decimal type) throws BadRecordException {
    try {
      return Decimals.fit(Numbers.decimal(text.strip()), type);
    } catch (NumberFormatException wrong) {
      throw unexpected("a number", text);
    }
  }

  private TextReader ofEnum(Schema schema) {
    Map<String, Object> symbols = new HashMap<>();
    schema.getEnumSymbols().forEach(one -> symbols.put(one, model.createEnum(one, schema)));
    Object fallback = schema.getEnumDefault() == null ? null : symbols.get(schema.getEnumDefault());
    return text -> {
      Object value = symbols.getOrDefault(text.strip(), fallback);
      if (value == null) {
        throw unexpected("one of " + String.join(", ", schema.getEnumSymbols()), text);
      }
      return value;
    };
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

  private static TextReader number(String expected, Parser parser) {
    return text -> {
      try {
        return parser.parse(text.strip());
      } catch (NumberFormatException | ArithmeticException wrong) {
        throw unexpected(expected, text);
      }
    };
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
