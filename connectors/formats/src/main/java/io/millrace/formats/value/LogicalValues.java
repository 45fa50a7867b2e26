package io.millrace.formats.value;

import java.util.Map;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;

/**
 * Values of one logical type in the form that a generated class takes: its Java type where the
 * class converts it, the plain Avro type where it does not.
 */
public final class LogicalValues {
  private static final Map<String, Conversion<?>> STANDARD =
      Map.ofEntries(
          Map.entry("timestamp-millis", new TimeConversions.TimestampMillisConversion()),
          Map.entry("timestamp-micros", new TimeConversions.TimestampMicrosConversion()),
          Map.entry("timestamp-nanos", new TimeConversions.TimestampNanosConversion()),
          Map.entry("local-timestamp-millis", new TimeConversions.LocalTimestampMillisConversion()),
          Map.entry("local-timestamp-micros", new TimeConversions.LocalTimestampMicrosConversion()),
          Map.entry("local-timestamp-nanos", new TimeConversions.LocalTimestampNanosConversion()),
          Map.entry("date", new TimeConversions.DateConversion()),
          Map.entry("time-millis", new TimeConversions.TimeMillisConversion()),
          Map.entry("time-micros", new TimeConversions.TimeMicrosConversion()),
          Map.entry("decimal", new Conversions.DecimalConversion()));

  private final Schema schema;
  private final LogicalType type;
  private final Conversion<?> standard;
  private final Conversion<?> ofClass;

  private LogicalValues(Schema schema, Conversion<?> standard, Conversion<?> ofClass) {
    this.schema = schema;
    this.type = schema.getLogicalType();
    this.standard = standard;
    this.ofClass = ofClass;
  }

  /** The values of a schema; null if it has no logical type that text formats treat specially. */
  public static LogicalValues of(Schema schema, GenericData model) {
    LogicalType type = schema.getLogicalType();
    Conversion<?> standard = type == null ? null : STANDARD.get(type.getName());
    return standard == null
        ? null
        : new LogicalValues(schema, standard, model.getConversionFor(type));
  }

  /** The name of the logical type. */
  public String name() {
    return type.getName();
  }

  /** The logical type of a decimal. */
  LogicalTypes.Decimal decimal() {
    return (LogicalTypes.Decimal) type;
  }

  /** From the plain Avro value, such as a long of microseconds. */
  public Object ofPlain(Object plain) {
    return ofClass == null ? plain : Conversions.convertToLogicalType(plain, schema, type, ofClass);
  }

  /** From the value as {@code java.time} or BigDecimal; cut to the precision of the type. */
  public Object of(Object value) {
    return ofPlain(plain(value));
  }

  /** The value as {@code java.time} or BigDecimal, from either form. */
  public Object standard(Object value) {
    return standard.getConvertedType().isInstance(value)
        ? value
        : Conversions.convertToLogicalType(value, schema, type, standard);
  }

  /** The plain Avro value, from either form. */
  private Object plain(Object value) {
    return Conversions.convertToRawType(value, schema, type, standard);
  }
}
