package io.millrace.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/**
 * Nested Avro values as JSON text for {@code jsonb}: times as ISO-8601 in UTC, bytes as Base64, and
 * what is no finite number as a text, {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private JsonText() {}

  static String of(Schema schema, Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(schema, value, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(Schema schema, Object value, JsonGenerator json) throws IOException {
    switch (schema.getType()) {
      case UNION -> write(branch(schema, value), value, json);
      case RECORD -> writeRecord((IndexedRecord) value, json);
      case ARRAY -> {
        json.writeStartArray();
        for (Object element : (Collection<?>) value) {
          write(schema.getElementType(), element, json);
        }
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          json.writeFieldName(RepresentableText.of(entry.getKey().toString()));
          write(schema.getValueType(), entry.getValue(), json);
        }
        json.writeEndObject();
      }
      case NULL -> json.writeNull();
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      default -> writeScalar(schema, value, json);
    }
  }

  private static void writeRecord(IndexedRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.writeFieldName(RepresentableText.of(field.name()));
      write(field.schema(), record.get(field.pos()), json);
    }
    json.writeEndObject();
  }

  private static void writeScalar(Schema schema, Object value, JsonGenerator json)
      throws IOException {
    switch (LogicalValue.typeOf(schema)) {
      case "decimal" -> json.writeNumber(LogicalValue.decimal(schema, value));
      case "timestamp-millis", "timestamp-micros" ->
          json.writeString(LogicalValue.instant(schema, value).toString());
      case "local-timestamp-millis", "local-timestamp-micros" ->
          json.writeString(LogicalValue.localDateTime(schema, value).toString());
      case "date" -> json.writeString(LogicalValue.date(value).toString());
      case "time-millis", "time-micros" ->
          json.writeString(LogicalValue.time(schema, value).toString());
      default -> writePlain(schema, value, json);
    }
  }

  private static void writePlain(Schema schema, Object value, JsonGenerator json)
      throws IOException {
    switch (schema.getType()) {
      case INT, LONG -> json.writeNumber(((Number) value).longValue());
      case FLOAT, DOUBLE -> {
        double number = ((Number) value).doubleValue();
        if (Double.isFinite(number)) {
          json.writeRawValue(value.toString());
        } else {
          json.writeString(value.toString());
        }
      }
      case BYTES, FIXED ->
          json.writeString(Base64.getEncoder().encodeToString(LogicalValue.bytes(value)));
      default -> json.writeString(RepresentableText.of(value.toString()));
    }
  }

  private static Schema branch(Schema union, Object value) {
    if (value == null) {
      return Schema.create(Schema.Type.NULL);
    }
    // The one other branch, as a rule; only a wider union has to be searched.
    if (union.getTypes().size() == 2 && union.isNullable()) {
      return Columns.withoutNull(union);
    }
    return union.getTypes().get(GenericData.get().resolveUnion(union, value));
  }
}
