package io.millrace.operators.deduplicate;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The text by which equal events are known: the values of some fields, none of them null. */
final class EventKey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The types whose text says all of the value. */
  private static final Set<Schema.Type> ALLOWED =
      EnumSet.of(
          Schema.Type.NULL,
          Schema.Type.STRING,
          Schema.Type.ENUM,
          Schema.Type.INT,
          Schema.Type.LONG,
          Schema.Type.FLOAT,
          Schema.Type.DOUBLE,
          Schema.Type.BOOLEAN,
          Schema.Type.FIXED);

  private final int[] positions;

  /**
   * @throws MillraceException if there are no fields, the schema lacks one, or one has a type that
   *     can't be compared
   */
  EventKey(String input, Schema schema, List<String> fields) {
    if (fields.isEmpty()) {
      throw new MillraceException(
          ErrorCode.MISSING_KEY, "deduplicate of input '" + input + "' names no field");
    }
    positions = fields.stream().mapToInt(field -> position(input, schema, field)).toArray();
  }

  /** The key of an event; empty if any of the fields is null. */
  Optional<String> of(IndexedRecord event) {
    StringBuilder key = new StringBuilder();
    for (int position : positions) {
      Object value = event.get(position);
      if (value == null) {
        return Optional.empty();
      }
      String text = value.toString();
      // The length tells where a value ends, whatever it contains.
      key.append(text.length()).append(':').append(text);
    }
    return Optional.of(key.toString());
  }

  /** The first of the fields that is null. */
  String nullField(IndexedRecord event) {
    for (int position : positions) {
      if (event.get(position) == null) {
        return event.getSchema().getFields().get(position).name();
      }
    }
    throw new IllegalArgumentException("No field of the key is null");
  }

  private static int position(String input, Schema schema, String name) {
    Schema.Field field = schema.getField(name);
    String where = "deduplicate of input '" + input + "': ";
    if (field == null) {
      List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          where
              + schema.getFullName()
              + " has no field '"
              + name
              + "'"
              + Suggestions.of(name, names));
    }
    Schema type = field.schema();
    List<Schema> types = type.isUnion() ? type.getTypes() : List.of(type);
    if (!types.stream().map(Schema::getType).allMatch(ALLOWED::contains)) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          where + "field '" + name + "' is " + type + "; expected a text, number, flag or enum");
    }
    return field.pos();
  }
}
