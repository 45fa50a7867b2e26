package io.millrace.formats.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.util.Map;

/**
 * The members of a JSON object as texts by name; those of an inner object are called such as {@code
 * http.protocol}, and of an array its first text counts.
 */
final class JsonMembers {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonMembers() {}

  /**
   * Reads the object that begins at a character of a line and ends the line.
   *
   * @param members receives those that say something
   */
  static void read(String line, int start, Map<String, String> members) throws BadRecordException {
    if (start >= line.length() || line.charAt(start) != '{') {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected a JSON object, got " + Excerpt.of(line));
    }
    try (JsonParser parser =
        FACTORY.createParser(line.toCharArray(), start, line.length() - start)) {
      parser.nextToken();
      readObject("", parser, members);
      if (parser.nextToken() != null) {
        throw new BadRecordException(
            ErrorCode.TRAILING_BYTES,
            "the JSON object is followed by " + Excerpt.of(parser.getText()));
      }
    } catch (StreamConstraintsException beyondLimits) {
      throw new BadRecordException(ErrorCode.TOO_LARGE, firstLine(beyondLimits));
    } catch (JsonProcessingException malformed) {
      throw new BadRecordException(ErrorCode.MALFORMED, "no JSON: " + firstLine(malformed));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void readObject(String prefix, JsonParser parser, Map<String, String> members)
      throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        readObject(prefix + name + ".", parser, members);
      } else if (token == JsonToken.START_ARRAY) {
        readArray(prefix + name, parser, members);
      } else if (token != JsonToken.VALUE_NULL) {
        CombinedParser.put(members, prefix + name, parser.getText());
      }
    }
  }

  private static void readArray(String name, JsonParser parser, Map<String, String> members)
      throws IOException {
    JsonToken token;
    boolean first = true;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (first && token == JsonToken.VALUE_STRING) {
        CombinedParser.put(members, name, parser.getText());
      }
      first = false;
      parser.skipChildren();
    }
  }

  private static String firstLine(JsonProcessingException failure) {
    String message = failure.getOriginalMessage().lines().findFirst().orElse("").strip();
    // Where the object starts everybody knows.
    int marker = message.indexOf(" (start marker");
    return marker < 0 ? message : message.substring(0, marker);
  }
}
