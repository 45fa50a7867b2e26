package io.millrace.runner.tap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Puts {@value #HIDDEN} in the place of values that are not to be seen. */
final class Redaction {
  static final String HIDDEN = "***";
  private static final String ALL = "all";
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Set<String> fields;

  private Redaction(Set<String> fields) {
    this.fields = fields;
  }

  /**
   * Hides the values of some fields.
   *
   * @param fields names, of fields of records in fields joined by dots; {@code all} for all
   * @param schema of the records
   * @throws MillraceException UNKNOWN_NAME if the schema has no such field: a slip of the pen must
   *     not show what was to be hidden
   */
  static Redaction of(Collection<String> fields, Schema schema) {
    for (String field : fields) {
      if (!field.equals(ALL)) {
        requireField(field, List.of(field.split("\\.")), schema);
      }
    }
    return new Redaction(Set.copyOf(fields));
  }

  private static void requireField(String field, List<String> names, Schema schema) {
    switch (names.isEmpty() ? Schema.Type.NULL : schema.getType()) {
      case RECORD -> {
        Schema.Field found = schema.getField(names.get(0));
        if (found == null) {
          List<String> known = schema.getFields().stream().map(Schema.Field::name).toList();
          throw new MillraceException(
              ErrorCode.UNKNOWN_NAME,
              "--redact %s: %s has no field '%s'%s"
                  .formatted(
                      field,
                      schema.getFullName(),
                      names.get(0),
                      Suggestions.of(names.get(0), known)));
        }
        requireField(field, names.subList(1, names.size()), found.schema());
      }
      case ARRAY -> requireField(field, names, schema.getElementType());
      // Its keys are part of the data.
      case MAP -> requireField(field, names.subList(1, names.size()), schema.getValueType());
      case UNION -> {
        List<Schema> branches =
            schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        branches.forEach(branch -> requireField(field, names, branch));
      }
      default -> {
        if (!names.isEmpty()) {
          throw new MillraceException(
              ErrorCode.UNKNOWN_NAME,
              "--redact %s: there is no '%s', for what is before it has no fields"
                  .formatted(field, names.get(0)));
        }
      }
    }
  }

  /** Whether anything is hidden: then messages about the data are, too. */
  boolean hides() {
    return !fields.isEmpty();
  }

  /**
   * Writes a JSON object as the next value, without what is hidden.
   *
   * @throws com.fasterxml.jackson.core.JsonParseException if the text is no JSON
   */
  void write(String json, JsonGenerator target) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      copy(parser, target, "");
    }
  }

  /** The text of a JSON object without what is hidden. */
  String hide(String json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator target = FACTORY.createGenerator(text)) {
      write(json, target);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private void copy(JsonParser parser, JsonGenerator target, String path) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        target.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          target.writeFieldName(name);
          parser.nextToken();
          String member = path.isEmpty() ? name : path + "." + name;
          if (isHidden(member)) {
            parser.skipChildren();
            target.writeString(HIDDEN);
          } else {
            copy(parser, target, member);
          }
        }
        target.writeEndObject();
      }
      case START_ARRAY -> {
        target.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          copy(parser, target, path);
        }
        target.writeEndArray();
      }
      default -> target.copyCurrentEventExact(parser);
    }
  }

  /** Bytes that are no text stand under a name of their own. */
  private boolean isHidden(String member) {
    return fields.contains(ALL)
        || fields.contains(member)
        || member.endsWith("_base64")
            && fields.contains(member.substring(0, member.length() - "_base64".length()));
  }
}
