package io.millrace.runner.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.sdk.avro.Unions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Writes a row of YAML as the JSON object that a producer of such records would send. YAML's values
 * are texts; the schema says which are numbers. What does not fit stays a text: whoever decodes the
 * object says what was expected.
 */
final class RowJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RowJson() {}

  /** The object, in UTF-8. */
  static byte[] write(Mapping row, Schema schema) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(target)) {
      value(row, schema, json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return target.toByteArray();
  }

  private static void value(Node node, Schema schema, JsonGenerator json) throws IOException {
    if (node instanceof Mapping mapping) {
      json.writeStartObject();
      for (Map.Entry<String, Node> entry : mapping.values().entrySet()) {
        json.writeFieldName(entry.getKey());
        value(entry.getValue(), memberOf(schema, entry.getKey()), json);
      }
      json.writeEndObject();
    } else if (node instanceof Sequence list) {
      json.writeStartArray();
      Schema items =
          RowFields.branch(schema, Schema.Type.ARRAY).map(Schema::getElementType).orElse(schema);
      for (Node item : list.items()) {
        value(item, items, json);
      }
      json.writeEndArray();
    } else {
      scalar(((Scalar) node).text(), Unions.withoutNull(schema), json);
    }
  }

  /** The schema of a member; any other where the object is none of that schema. */
  private static Schema memberOf(Schema schema, String name) {
    Optional<Schema> map = RowFields.branch(schema, Schema.Type.MAP);
    return RowFields.branch(schema, Schema.Type.RECORD)
        .flatMap(record -> RowFields.schemaOf(name, record))
        .or(() -> map.map(Schema::getValueType))
        .orElseGet(() -> Schema.create(Schema.Type.STRING));
  }

  private static void scalar(String text, Schema schema, JsonGenerator json) throws IOException {
    Optional<BigDecimal> number = number(text);
    if (text == null) {
      json.writeNull();
    } else if (takesNumbers(schema) && number.isPresent()) {
      json.writeNumber(number.get());
    } else if (takes(schema, Schema.Type.BOOLEAN) && text.matches("true|false")) {
      json.writeBoolean(text.equals("true"));
    } else {
      json.writeString(text);
    }
  }

  /** Of times, which are numbers to Avro, those that are written as whole numbers. */
  private static boolean takesNumbers(Schema schema) {
    return takes(schema, Schema.Type.INT)
        || takes(schema, Schema.Type.LONG)
        || takes(schema, Schema.Type.FLOAT)
        || takes(schema, Schema.Type.DOUBLE)
        || (schema.getLogicalType() != null && schema.getLogicalType().getName().equals("decimal"));
  }

  private static boolean takes(Schema schema, Schema.Type type) {
    return RowFields.branch(schema, type).isPresent();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }
}
