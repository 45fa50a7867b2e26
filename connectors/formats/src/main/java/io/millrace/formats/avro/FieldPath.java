package io.millrace.formats.avro;

import io.millrace.sdk.avro.Unions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The way to a value in the record of a writer, through records within it.
 *
 * @param text the names on the way, joined by dots
 * @param positions of the fields, from the outermost record on
 * @param schema of the value
 */
record FieldPath(String text, int[] positions, Schema schema) {

  /** The way that a text such as {@code device.id} names; empty if the record does not have it. */
  static Optional<FieldPath> of(Schema record, String text) {
    List<Integer> positions = new ArrayList<>();
    Schema schema = record;
    for (String name : text.split("\\.", -1)) {
      Schema within = Unions.withoutNull(schema);
      Schema.Field field = within.getType() == Schema.Type.RECORD ? within.getField(name) : null;
      if (field == null) {
        return Optional.empty();
      }
      positions.add(field.pos());
      schema = field.schema();
    }
    int[] way = positions.stream().mapToInt(position -> position).toArray();
    return Optional.of(new FieldPath(text, way, schema));
  }

  /**
   * The field of a record that is one of another schema: by its name, by an alias that it has in
   * the one, or in the other. Null if there is none.
   */
  static Schema.Field named(Schema record, Schema.Field wanted) {
    Schema.Field field = record.getField(wanted.name());
    for (String alias : wanted.aliases()) {
      field = field == null ? record.getField(alias) : field;
    }
    for (Schema.Field other : record.getFields()) {
      field = field == null && other.aliases().contains(wanted.name()) ? other : field;
    }
    return field;
  }

  /** The name of the field of the outermost record. */
  String root() {
    int dot = text.indexOf('.');
    return dot < 0 ? text : text.substring(0, dot);
  }

  /** The same way in a record whose first field stands elsewhere. */
  FieldPath from(int position) {
    int[] moved = positions.clone();
    moved[0] = position;
    return new FieldPath(text, moved, schema);
  }

  /** The value in a record; null if it, or a record on the way, is null. */
  Object in(IndexedRecord record) {
    Object value = record;
    for (int position : positions) {
      if (value == null) {
        return null;
      }
      value = ((IndexedRecord) value).get(position);
    }
    return value;
  }
}
