package io.millrace.formats.avro;

import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.Unions;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Schemas in messages. */
final class SchemaTexts {
  private static final int MOST_FIELDS = 20;

  private SchemaTexts() {}

  /** The type in a word, or in one for each branch that is not null. */
  static String type(Schema schema) {
    if (schema.isUnion()) {
      return schema.getTypes().stream()
          .filter(branch -> branch.getType() != Schema.Type.NULL)
          .map(SchemaTexts::type)
          .collect(Collectors.joining(" or "));
    }
    return schema.getLogicalType() == null
        ? schema.getType().getName()
        : schema.getLogicalType().getName();
  }

  /** The fields of a record with their types, and those of records within. */
  static String fields(Schema record) {
    List<Schema.Field> fields = record.getFields();
    String listed =
        fields.stream()
            .limit(MOST_FIELDS)
            .map(SchemaTexts::field)
            .collect(Collectors.joining(", "));
    return fields.size() > MOST_FIELDS
        ? listed + " and " + (fields.size() - MOST_FIELDS) + " more"
        : listed;
  }

  private static String field(Schema.Field field) {
    Schema present = Unions.withoutNull(field.schema());
    if (present.getType() == Schema.Type.RECORD) {
      return field.name()
          + " {"
          + present.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "))
          + "}";
    }
    return field.name() + " (" + type(field.schema()) + ")";
  }

  /** The refusal of all records of a writer. */
  static BadRecordException unreadable(Schema writer, Schema reader, String reason) {
    return new BadRecordException(
        ErrorCode.WRONG_FIELD,
        "a record of the schema "
            + writer.getFullName()
            + " can't be read as "
            + reader.getName()
            + ": "
            + reason);
  }
}
