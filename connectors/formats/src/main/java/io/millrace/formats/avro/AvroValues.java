package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.Warnings;
import io.millrace.formats.value.Decimals;
import io.millrace.formats.value.LogicalValues;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;

/**
 * Finds for two types how a value of the one becomes one of the other: as Avro promotes them, and
 * by a few rules more, which {@code docs/formats.md} states. Where none leads from one to the
 * other, nothing is read.
 */
final class AvroValues {
  /** What written values are, before they are turned into others. */
  private final GenericData written;

  private final GenericData model;
  private final FieldMapping mapping;
  private final TextReaders texts;
  private final AvroContainers containers;
  private final TextReaders locals;

  /** The field whose values are being looked at, and words of the user's own for it. */
  private String member;

  private Map<String, String> words;

  /**
   * Values for one type of records.
   *
   * @param written the model of values as they are decoded
   * @param model of the records that are made
   * @param warnings of the decoder
   */
  AvroValues(GenericData written, GenericData model, FieldMapping mapping, Warnings warnings) {
    this.written = written;
    this.model = model;
    this.mapping = mapping;
    this.texts = new TextReaders(model, mapping.times(), mapping.numbers(), warnings);
    this.locals =
        new TextReaders(model, TimeReader.of(null, mapping.zone()), NumberStyle.PLAIN, warnings);
    this.containers = new AvroContainers(this, written, model);
  }

  TextReaders texts() {
    return texts;
  }

  /**
   * The way to a field.
   *
   * @param words symbols by words of the user's own; null where a user can give none
   * @throws NoConversionException if there is none
   */
  AvroValue of(Schema from, Schema.Field to, Map<String, String> words)
      throws NoConversionException {
    String outer = member;
    Map<String, String> outerWords = this.words;
    member = to.name();
    this.words = words;
    try {
      return of(from, to.schema());
    } finally {
      member = outer;
      this.words = outerWords;
    }
  }

  /**
   * The way from one type to another.
   *
   * @throws NoConversionException if there is none
   */
  AvroValue of(Schema from, Schema to) throws NoConversionException {
    if (from.isUnion()) {
      return containers.fromUnion(from, to);
    } else if (to.isUnion()) {
      return containers.toUnion(from, to);
    }
    LogicalValues source = LogicalValues.of(from, written);
    LogicalValues target = LogicalValues.of(to, model);
    if (target != null) {
      return logical(from, source, to, target);
    } else if (source != null) {
      return plain(from, source, to);
    }
    return switch (to.getType()) {
      case STRING -> text(from, to);
      case ENUM, BOOLEAN ->
          from.getType() == to.getType() && to.getType() == Schema.Type.BOOLEAN
              ? value -> value
              : words(from, to);
      case INT, LONG, FLOAT, DOUBLE -> number(from, to);
      case BYTES, FIXED -> bytes(from, to);
      case ARRAY -> containers.array(from, to);
      case MAP -> containers.map(from, to);
      case RECORD -> containers.record(from, to);
      case NULL, UNION -> throw none(from, to);
    };
  }

  private AvroValue text(Schema from, Schema to) throws NoConversionException {
    return switch (from.getType()) {
      case STRING -> value -> value;
      case ENUM, INT, LONG -> Object::toString;
      case BYTES -> value -> Utf8Text.of(bytes((ByteBuffer) value));
      default -> throw none(from, to);
    };
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }

  /** From a text or a symbol, as it is read from CSV. */
  private AvroValue words(Schema from, Schema to) throws NoConversionException {
    if (from.getType() != Schema.Type.STRING && from.getType() != Schema.Type.ENUM) {
      throw none(from, to);
    }
    TextReader reader = texts.of(to, member, words);
    return value -> reader.read(value.toString());
  }

  private AvroValue number(Schema from, Schema to) throws NoConversionException {
    Schema.Type source = from.getType();
    boolean whole = source == Schema.Type.INT || source == Schema.Type.LONG;
    return switch (to.getType()) {
      case INT -> whole ? value -> Math.toIntExact(((Number) value).longValue()) : words(from, to);
      case LONG -> whole ? value -> ((Number) value).longValue() : words(from, to);
      case FLOAT ->
          whole || source == Schema.Type.FLOAT
              ? value -> ((Number) value).floatValue()
              : words(from, to);
      default ->
          whole || source == Schema.Type.FLOAT || source == Schema.Type.DOUBLE
              ? value -> ((Number) value).doubleValue()
              : words(from, to);
    };
  }

  private AvroValue bytes(Schema from, Schema to) throws NoConversionException {
    boolean fixed = to.getType() == Schema.Type.FIXED;
    if (fixed && from.getType() == Schema.Type.FIXED && from.getFixedSize() == to.getFixedSize()) {
      return value -> model.createFixed(null, ((GenericFixed) value).bytes().clone(), to);
    } else if (!fixed && from.getType() == Schema.Type.FIXED) {
      return value -> ByteBuffer.wrap(((GenericFixed) value).bytes());
    } else if (!fixed && from.getType() == Schema.Type.BYTES) {
      return value -> value;
    } else if (!fixed && from.getType() == Schema.Type.STRING) {
      return value -> ByteBuffer.wrap(((String) value).getBytes(StandardCharsets.UTF_8));
    }
    throw none(from, to);
  }

  /** From a logical type to one that has none. */
  private AvroValue plain(Schema from, LogicalValues source, Schema to)
      throws NoConversionException {
    boolean decimal = source.name().equals("decimal");
    if (to.getType() == Schema.Type.DOUBLE && decimal) {
      return value -> ((BigDecimal) source.standard(value)).doubleValue();
    } else if (to.getType() == Schema.Type.STRING) {
      return decimal
          ? value -> ((BigDecimal) source.standard(value)).toPlainString()
          : value -> source.standard(value).toString();
    }
    throw none(from, to);
  }

  private AvroValue logical(Schema from, LogicalValues source, Schema to, LogicalValues target)
      throws NoConversionException {
    if (from.getType() == Schema.Type.STRING) {
      return words(from, to);
    } else if (target.name().equals("decimal")) {
      return decimal(from, source, to, target);
    } else if (source != null && kind(source).equals(kind(target))) {
      return value -> target.of(source.standard(value));
    } else if (kind(target).equals("timestamp")) {
      return instant(from, source, to, target);
    }
    throw none(from, to);
  }

  private AvroValue decimal(Schema from, LogicalValues source, Schema to, LogicalValues target)
      throws NoConversionException {
    LogicalTypes.Decimal type = (LogicalTypes.Decimal) to.getLogicalType();
    if (source != null) {
      if (!source.name().equals("decimal")) {
        throw none(from, to);
      }
      return value -> target.of(Decimals.fit((BigDecimal) source.standard(value), type));
    }
    return switch (from.getType()) {
      // Of a double its shortest decimal, as in JSON.
      case INT, LONG, FLOAT, DOUBLE ->
          value -> target.of(Decimals.fit(new BigDecimal(value.toString()), type));
      default -> throw none(from, to);
    };
  }

  private AvroValue instant(Schema from, LogicalValues source, Schema to, LogicalValues target)
      throws NoConversionException {
    if (source != null && kind(source).equals("local-timestamp")) {
      if (mapping.changesClocks()) {
        // As a text would be, with the same warnings of hours that there are twice, or not at all.
        TextReader reader = locals.of(to, member);
        return value -> reader.read(source.standard(value).toString());
      }
      return value ->
          target.of(((LocalDateTime) source.standard(value)).atZone(mapping.zone()).toInstant());
    }
    boolean number =
        source == null
            && (from.getType() == Schema.Type.INT
                || from.getType() == Schema.Type.LONG
                || from.getType() == Schema.Type.DOUBLE);
    if (!number) {
      throw none(from, to);
    } else if (mapping.timeFormat() == null) {
      throw new NoConversionException(
          "a "
              + SchemaTexts.type(from)
              + " without a logical type does not say its unit; expected 'time-format: seconds',"
              + " millis, micros or nanos in the mapping");
    }
    TextReader reader = texts.of(to, member);
    return value -> reader.read(new BigDecimal(value.toString()).toPlainString());
  }

  /** Timestamps of any unit are of one kind. */
  private static String kind(LogicalValues logical) {
    int unit = logical.name().lastIndexOf('-');
    return unit < 0 ? logical.name() : logical.name().substring(0, unit);
  }

  static NoConversionException none(Schema from, Schema to) {
    return new NoConversionException(
        SchemaTexts.type(from) + " can't be read as " + SchemaTexts.type(to));
  }

  static BadRecordException unexpected(Schema to, String got) {
    return new BadRecordException(
        ErrorCode.WRONG_FIELD, "expected a " + SchemaTexts.type(to) + ", got " + got);
  }
}
