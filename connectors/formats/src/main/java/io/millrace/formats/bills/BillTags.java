package io.millrace.formats.bills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.BadRecordException;
import java.util.Map;

/** Makes of the tags of any export a JSON object of texts. */
final class BillTags {
  private BillTags() {}

  /** An object, as it is; or an array of objects with a key and a value, as Google has labels. */
  static String of(String text) {
    if (text == null || !text.strip().startsWith("[")) {
      return text;
    }
    try {
      ObjectNode tags = JsonNodeFactory.instance.objectNode();
      for (JsonNode pair : JsonCells.parse("tags", text)) {
        if (pair.hasNonNull("key")) {
          tags.put(pair.get("key").asText(), pair.path("value").asText(""));
        }
      }
      return tags.toString();
    } catch (BadRecordException noJson) {
      // As with any tags that can't be read: they must not hide what the row costs.
      return text;
    }
  }

  /** The columns whose names begin with a prefix; null if there are none. */
  static String ofColumns(Map<String, String> named, String... prefixes) {
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    named.forEach(
        (name, text) -> {
          for (String prefix : prefixes) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
              tags.put(name.substring(prefix.length()), text);
              return;
            }
          }
        });
    return tags.isEmpty() ? null : tags.toString();
  }

  /** The same tags, without a prefix of their names. */
  static String withoutPrefix(String text, String prefix) {
    if (text == null) {
      return null;
    }
    try {
      ObjectNode tags = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> tag : JsonCells.parse("tags", text).properties()) {
        String name = tag.getKey();
        tags.set(name.startsWith(prefix) ? name.substring(prefix.length()) : name, tag.getValue());
      }
      return tags.toString();
    } catch (BadRecordException noJson) {
      return text;
    }
  }
}
