package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.RawRecord;
import io.millrace.formats.RecordText;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;

/** Reads the one object that a record is, member by member, without a tree between. */
final class JsonRecord {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonRecord() {}

  static IndexedRecord read(RawRecord raw, JsonObjectReader reader)
      throws IOException, BadRecordException {
    try (JsonParser parser = FACTORY.createParser(RecordText.utf8(raw.value()))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(
            ErrorCode.MALFORMED, "expected a JSON object, got " + JsonTokens.describe(parser));
      }
      IndexedRecord event = (IndexedRecord) reader.read(parser, raw.position());
      if (parser.nextToken() != null) {
        throw new BadRecordException(
            ErrorCode.TRAILING_BYTES,
            "the JSON object is followed by " + JsonTokens.describe(parser));
      }
      return event;
    } catch (StreamConstraintsException beyondLimits) {
      throw new BadRecordException(ErrorCode.TOO_LARGE, message(beyondLimits));
    } catch (JsonProcessingException malformed) {
      throw new BadRecordException(ErrorCode.MALFORMED, message(malformed));
    }
  }

  private static String message(JsonProcessingException malformed) {
    JsonLocation place = malformed.getLocation();
    String reason = malformed.getOriginalMessage().lines().findFirst().orElse("").strip();
    return place == null
        ? "no JSON: " + reason
        : "no JSON, line %d column %d of the record: %s"
            .formatted(place.getLineNr(), place.getColumnNr(), reason);
  }
}
