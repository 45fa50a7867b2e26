package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.value.LogicalValues;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes any Avro record as one canonical JSON object: names and order of the schema, no blanks;
 * times as ISO-8601 in UTC, numbers in the shortest form that reads back equal, decimals exactly,
 * maps by key. Bytes are a text where they are UTF-8, else Base64 in a member {@code
 * <field>_base64} (inside arrays and maps an object of that one member, {@code _base64}). What is
 * no finite number is null. Not thread-safe.
 */
public final class RecordJson {
  /** What the name of a member ends in whose text is Base64. */
  static final String BASE64 = "_base64";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  // By identity, for a schema compares itself member by member.
  private final Map<Schema, Optional<LogicalValues>> logicalValues = new IdentityHashMap<>();

  /** The object as text. */
  public String write(IndexedRecord record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(record, generator);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes the object in UTF-8; neither flushes nor closes the stream. */
  public void write(IndexedRecord record, OutputStream target) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(target)) {
      write(record, generator);
    }
  }

  /** Writes the object as the next value of a generator. */
  public void write(IndexedRecord record, JsonGenerator generator) throws IOException {
    object(record, RecordType.of(record).data(), generator);
  }

  private void object(IndexedRecord record, GenericData model, JsonGenerator generator)
      throws IOException {
    generator.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof ByteBuffer bytes && isPlainBytes(field.schema())) {
        bytes(field.name(), bytes, generator);
      } else {
        generator.writeFieldName(field.name());
        value(value, field.schema(), model, generator);
      }
    }
    generator.writeEndObject();
  }

  private void value(Object value, Schema schema, GenericData model, JsonGenerator generator)
      throws IOException {
    if (value == null) {
      generator.writeNull();
      return;
    }
    Optional<LogicalValues> logical =
        logicalValues.computeIfAbsent(
            schema, one -> Optional.ofNullable(LogicalValues.of(one, model)));
    if (logical.isPresent()) {
      logical(logical.get().standard(value), generator);
      return;
    }
    switch (schema.getType()) {
      case UNION -> value(value, branch(schema, value, model), model, generator);
      case RECORD -> object((IndexedRecord) value, model, generator);
      case ARRAY -> {
        generator.writeStartArray();
        for (Object item : (Iterable<?>) value) {
          value(item, schema.getElementType(), model, generator);
        }
        generator.writeEndArray();
      }
      case MAP -> {
        generator.writeStartObject();
        for (Map.Entry<String, Object> entry : sorted((Map<?, ?>) value).entrySet()) {
          generator.writeFieldName(entry.getKey());
          value(entry.getValue(), schema.getValueType(), model, generator);
        }
        generator.writeEndObject();
      }
      case INT -> generator.writeNumber(((Number) value).intValue());
      case LONG -> generator.writeNumber(((Number) value).longValue());
      case FLOAT -> real(((Number) value).floatValue(), generator);
      case DOUBLE -> real(((Number) value).doubleValue(), generator);
      case BOOLEAN -> generator.writeBoolean((Boolean) value);
      case BYTES -> item((ByteBuffer) value, generator);
      case FIXED -> item(ByteBuffer.wrap(((GenericFixed) value).bytes()), generator);
      case STRING, ENUM -> generator.writeString(value.toString());
      case NULL -> generator.writeNull();
    }
  }

  private static Schema branch(Schema union, Object value, GenericData model) {
    List<Schema> branches = union.getTypes();
    if (branches.size() == 2 && union.isNullable()) {
      return branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }
    return branches.get(model.resolveUnion(union, value));
  }

  private static void logical(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof BigDecimal number) {
      generator.writeNumber(number);
    } else {
      // Each of the classes of java.time writes itself in ISO-8601.
      generator.writeString(value.toString());
    }
  }

  private static void real(float value, JsonGenerator generator) throws IOException {
    if (Float.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static void real(double value, JsonGenerator generator) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    return sorted;
  }

  private static boolean isPlainBytes(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream().anyMatch(RecordJson::isPlainBytes)
        : schema.getType() == Schema.Type.BYTES && schema.getLogicalType() == null;
  }

  private static void item(ByteBuffer bytes, JsonGenerator generator) throws IOException {
    byte[] copy = copy(bytes);
    try {
      generator.writeString(Utf8Text.of(copy));
    } catch (BadRecordException binary) {
      generator.writeStartObject();
      generator.writeStringField(BASE64, Base64.getEncoder().encodeToString(copy));
      generator.writeEndObject();
    }
  }

  private static void bytes(String name, ByteBuffer bytes, JsonGenerator generator)
      throws IOException {
    byte[] copy = copy(bytes);
    try {
      generator.writeStringField(name, Utf8Text.of(copy));
    } catch (BadRecordException binary) {
      generator.writeStringField(name + BASE64, Base64.getEncoder().encodeToString(copy));
    }
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
