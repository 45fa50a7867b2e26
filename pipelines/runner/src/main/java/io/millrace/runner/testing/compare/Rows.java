package io.millrace.runner.testing.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Rows that left a pipeline, in their order.
 *
 * @param rows as objects whose fields are those of the schema; numbers as they were written
 */
public record Rows(Schema schema, List<JsonNode> rows) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  /** Rows of a schema, as JSON. */
  public static Rows of(Schema schema, List<String> texts) {
    List<JsonNode> rows = new ArrayList<>();
    for (String text : texts) {
      try {
        rows.add(parse(text));
      } catch (JsonProcessingException impossible) {
        throw new IllegalArgumentException(text, impossible);
      }
    }
    return new Rows(schema, List.copyOf(rows));
  }

  /**
   * A row, from JSON.
   *
   * @throws JsonProcessingException if it is none
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }
}
