package io.millrace.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * Makes of a row the JSON object that the result had before it became a row, as files and topics
 * have it: bytes as text where they are UTF-8, else Base64 under a name that ends in {@value
 * #BASE64}; what is no finite number as null.
 */
final class RowJson {
  private static final String BASE64 = "_base64";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private RowJson() {}

  /**
   * The object for the present row.
   *
   * @param columns those of the query, in its order
   */
  static String of(List<Column> columns, ResultSet row) throws SQLException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        member(columns.get(i), row, i + 1, json);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void member(Column column, ResultSet row, int at, JsonGenerator json)
      throws SQLException, IOException {
    if (row.getObject(at) == null) {
      json.writeNullField(column.name());
    } else if (column.type() == ColumnType.BYTEA) {
      bytes(column.name(), row.getBytes(at), column.schema(), json);
    } else {
      json.writeFieldName(column.name());
      value(column, row, at, json);
    }
  }

  private static void value(Column column, ResultSet row, int at, JsonGenerator json)
      throws SQLException, IOException {
    switch (column.type()) {
      case INTEGER, BIGINT -> json.writeNumber(row.getLong(at));
      case REAL -> {
        float number = row.getFloat(at);
        if (Float.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeNull();
        }
      }
      case DOUBLE -> {
        double number = row.getDouble(at);
        if (Double.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeNull();
        }
      }
      case BOOLEAN -> json.writeBoolean(row.getBoolean(at));
      case NUMERIC -> json.writeNumber(row.getBigDecimal(at));
      case TIMESTAMPTZ ->
          json.writeString(row.getObject(at, OffsetDateTime.class).toInstant().toString());
      case TIMESTAMP -> json.writeString(row.getObject(at, LocalDateTime.class).toString());
      case DATE -> json.writeString(row.getObject(at, LocalDate.class).toString());
      case TIME -> json.writeString(row.getObject(at, LocalTime.class).toString());
      case UUID -> json.writeString(row.getObject(at, UUID.class).toString());
      case JSONB -> {
        try (JsonParser stored = FACTORY.createParser(row.getString(at))) {
          stored.nextToken();
          copy(stored, column.schema(), json);
        }
      }
      default -> json.writeString(row.getString(at));
    }
  }

  /** Writes what {@link JsonText} has written, in the form that results have elsewhere. */
  private static void copy(JsonParser stored, Schema schema, JsonGenerator json)
      throws IOException {
    Schema branch = schema.isUnion() ? Columns.withoutNull(schema) : schema;
    switch (stored.currentToken()) {
      case START_OBJECT -> {
        json.writeStartObject();
        while (stored.nextToken() == JsonToken.FIELD_NAME) {
          String name = stored.currentName();
          stored.nextToken();
          copyMember(name, stored, branch, json);
        }
        json.writeEndObject();
      }
      case START_ARRAY -> {
        Schema items = branch.getType() == Schema.Type.ARRAY ? branch.getElementType() : branch;
        json.writeStartArray();
        while (stored.nextToken() != JsonToken.END_ARRAY) {
          copy(stored, items, json);
        }
        json.writeEndArray();
      }
      case VALUE_STRING -> text(stored.getText(), branch, json);
      default -> json.copyCurrentEventExact(stored);
    }
  }

  private static void copyMember(String name, JsonParser stored, Schema schema, JsonGenerator json)
      throws IOException {
    Schema.Field field = schema.getType() == Schema.Type.RECORD ? schema.getField(name) : null;
    Schema member = field == null ? schema : field.schema();
    if (schema.getType() == Schema.Type.MAP) {
      member = schema.getValueType();
    }
    Schema branch = member.isUnion() ? Columns.withoutNull(member) : member;
    boolean plain = LogicalValue.typeOf(branch).isEmpty();
    if (field != null
        && plain
        && branch.getType() == Schema.Type.BYTES
        && stored.currentToken() == JsonToken.VALUE_STRING) {
      bytes(name, Base64.getDecoder().decode(stored.getText()), branch, json);
    } else {
      json.writeFieldName(name);
      copy(stored, member, json);
    }
  }

  private static void text(String text, Schema schema, JsonGenerator json) throws IOException {
    Schema.Type type = schema.getType();
    boolean bytes = type == Schema.Type.BYTES || type == Schema.Type.FIXED;
    if (type == Schema.Type.FLOAT || type == Schema.Type.DOUBLE) {
      json.writeNull();
    } else if (bytes && LogicalValue.typeOf(schema).isEmpty()) {
      item(Base64.getDecoder().decode(text), json);
    } else {
      json.writeString(text);
    }
  }

  private static void bytes(String name, byte[] bytes, Schema schema, JsonGenerator json)
      throws IOException {
    if (schema.getType() == Schema.Type.FIXED) {
      json.writeFieldName(name);
      item(bytes, json);
      return;
    }
    try {
      json.writeStringField(name, decoded(bytes));
    } catch (CharacterCodingException binary) {
      json.writeStringField(name + BASE64, Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static void item(byte[] bytes, JsonGenerator json) throws IOException {
    try {
      json.writeString(decoded(bytes));
    } catch (CharacterCodingException binary) {
      json.writeStartObject();
      json.writeStringField(BASE64, Base64.getEncoder().encodeToString(bytes));
      json.writeEndObject();
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
