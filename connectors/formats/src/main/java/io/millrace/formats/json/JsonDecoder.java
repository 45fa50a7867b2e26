package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Utf8Text;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** Reads events from JSON objects, member by member, without a tree between. */
final class JsonDecoder<T extends IndexedRecord> extends Decoder<T> {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final JsonObjectReader reader;

  JsonDecoder(RecordType<T> type, FieldMapping mapping) {
    this.type = type;
    GenericData model = type.data();
    Schema schema = type.schema();
    this.reader = new JsonReaders(model, mapping).event(schema);
  }

  @Override
  protected T read(RawRecord raw) throws IOException, BadRecordException {
    Utf8Text.check(raw.value());
    try (JsonParser parser = FACTORY.createParser(raw.value())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(
            ErrorCode.MALFORMED, "expected a JSON object, got " + JsonTokens.describe(parser));
      }
      T event = type.javaClass().cast(reader.read(parser, raw.position()));
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
