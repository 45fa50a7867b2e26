package io.millrace.kafka;

import io.millrace.formats.json.RecordJson;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The key of a result: canonical JSON of its key fields, in the order of the schema, so that equal
 * keys have equal bytes, whoever wrote them.
 */
final class ResultKey {
  private final RecordJson json = new RecordJson();
  private final Schema schema;
  private final int[] positions;

  /**
   * The key of the results of one schema.
   *
   * @throws MillraceException UNKNOWN_NAME if the schema has no such field
   */
  ResultKey(Schema result, Collection<String> fields) {
    List<String> known = result.getFields().stream().map(Schema.Field::name).toList();
    for (String field : fields) {
      if (!known.contains(field)) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            result.getName() + " has no field '" + field + "'" + Suggestions.of(field, known));
      }
    }
    List<Schema.Field> chosen =
        result.getFields().stream().filter(field -> fields.contains(field.name())).toList();
    positions = chosen.stream().mapToInt(Schema.Field::pos).toArray();
    // Under the name of the result, by which the conversions of its class are found.
    schema =
        Schema.createRecord(
            result.getName(),
            null,
            result.getNamespace(),
            false,
            chosen.stream().map(field -> new Schema.Field(field, field.schema())).toList());
  }

  byte[] of(IndexedRecord result) {
    return json.write(new Projection(result)).getBytes(StandardCharsets.UTF_8);
  }

  private final class Projection implements IndexedRecord {
    private final IndexedRecord result;

    Projection(IndexedRecord result) {
      this.result = result;
    }

    @Override
    public Schema getSchema() {
      return schema;
    }

    @Override
    public Object get(int field) {
      return result.get(positions[field]);
    }

    @Override
    public void put(int field, Object value) {
      throw new UnsupportedOperationException();
    }
  }
}
