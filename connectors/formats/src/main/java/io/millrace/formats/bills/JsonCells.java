package io.millrace.formats.bills;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.util.Map;

/** Cells of JSON objects: members of inner objects by their path, arrays as they are. */
final class JsonCells implements Cells {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();
  private static final ObjectReader READER =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * What a text is in JSON.
   *
   * @throws BadRecordException MALFORMED if it is none
   */
  static JsonNode parse(String what, String text) throws BadRecordException {
    try {
      return READER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          what
              + " is no JSON: "
              + malformed.getOriginalMessage().lines().findFirst().orElse("").strip());
    }
  }

  @Override
  public void read(String record, BillRow row) throws BadRecordException {
    JsonNode object = parse("the record", record);
    if (!object.isObject()) {
      throw new BadRecordException(ErrorCode.MALFORMED, "expected a JSON object");
    }
    say("", object, row);
  }

  private static void say(String path, JsonNode object, BillRow row) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      JsonNode value = member.getValue();
      if (value.isObject()) {
        say(name, value, row);
      } else if (!value.isNull()) {
        row.say(name, BillRow.key(name), value.isValueNode() ? value.asText() : value.toString());
      }
    }
  }
}
