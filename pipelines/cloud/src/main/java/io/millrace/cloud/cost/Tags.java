package io.millrace.cloud.cost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads the tags of a row. */
final class Tags {
  private static final JsonFactory JSON = new JsonFactory();

  private Tags() {}

  /**
   * The tags that have one value, by name; none if the text is no JSON object, for a tag that can't
   * be read must not hide what the row costs.
   */
  static Map<String, String> of(String text) {
    if (FocusValues.text(text) == null) {
      return Map.of();
    }
    Map<String, String> tags = new HashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          tags.put(name, parser.getText());
        }
      }
    } catch (IOException notJson) {
      return Map.of();
    }
    return tags;
  }
}
