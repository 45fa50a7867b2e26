package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes a reader of texts for each type of field that one text can hold. */
public final class TextReaders {
  private final GenericData model;
  private final TimeReader times;

  /**
   * Readers for the fields of one generated class.
   *
   * @param model of the class, for its conversions of logical types
   */
  public TextReaders(GenericData model, TimeReader times) {
    this.model = model;
    this.times = times;
  }

  /**
   * A reader of one type.
   *
   * @throws MillraceException WRONG_TYPE if no single text can hold such values
   */
  public TextReader of(Schema schema) {
    LogicalValues logical = LogicalValues.of(schema, model);
    if (logical != null) {
      return ofLogical(logical);
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
      case UNION -> ofUnion(schema);
      default ->
          throw new MillraceException(
              ErrorCode.WRONG_TYPE,
              "A field of type " + schema.getType().getName() + " can't be read from one text");
    };
  }

  /** By the first branch that can be read from a text; every text is a string, so that is last. */
  private TextReader ofUnion(Schema union) {
    List<TextReader> branches =
        union.getTypes().stream()
            .filter(one -> one.getType() != Schema.Type.NULL)
            .sorted(Comparator.comparing(one -> one.getType() == Schema.Type.STRING))
            .map(this::of)
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

  private TextReader ofLogical(LogicalValues logical) {
    String name = logical.name();
    if (name.equals("decimal")) {
      LogicalTypes.Decimal type = logical.decimal();
      return text -> logical.of(decimal(text, type));
    } else if (name.startsWith("timestamp-")) {
      return time(logical, times.expected(), times::instant);
    } else if (name.startsWith("local-timestamp-")) {
      return time(logical, times.expected(), times::local);
    } else if (name.equals("date")) {
      return time(logical, "a date such as 2026-01-31", text -> times.local(text).toLocalDate());
    }
    return time(logical, "a time of day such as 12:00:00", times::timeOfDay);
  }

  private TextReader time(LogicalValues logical, String expected, Parser parser) {
    boolean countsDays = logical.name().equals("date") || logical.name().equals("time-millis");
    return untrimmed -> {
      String text = untrimmed.strip();
      try {
        if (times.leavesNumbersToField() && Numbers.isWhole(text)) {
          long units = Long.parseLong(text);
          return logical.ofPlain(countsDays ? (Object) Math.toIntExact(units) : (Object) units);
        }
        return logical.of(parser.parse(text));
      } catch (DateTimeException
          | ArithmeticException
          | NumberFormatException
          | AvroRuntimeException wrong) {
        throw unexpected(expected, untrimmed);
      }
    };
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
