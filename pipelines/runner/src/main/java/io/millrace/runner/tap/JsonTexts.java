package io.millrace.runner.tap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.json.RecordJson;
import io.millrace.sdk.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;

/** Makes JSON of records. */
final class JsonTexts {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTexts() {}

  /** Of records of some format, by their schema. */
  static Function<RawRecord, Decoded<String>> of(Decoder<? extends IndexedRecord> decoder) {
    RecordJson json = new RecordJson();
    return raw -> {
      Decoded<? extends IndexedRecord> decoded = decoder.decode(raw);
      return decoded instanceof Decoded.Bad<? extends IndexedRecord> bad
          ? new Decoded.Bad<>(bad.code(), bad.message())
          : new Decoded.Ok<>(text(decoded.events(), json));
    };
  }

  /** An object, or an array of them where a record holds several. */
  private static String text(List<? extends IndexedRecord> events, RecordJson json) {
    return events.size() == 1
        ? json.write(events.get(0))
        : events.stream().map(json::write).collect(Collectors.joining(",", "[", "]"));
  }

  /** Of records that are JSON objects already, as they stand. */
  static Decoded<String> asIs(RawRecord raw) {
    if (raw.value() == null) {
      return new Decoded.Bad<>(ErrorCode.MALFORMED, "the record has no value");
    }
    try {
      String text = Utf8Text.of(raw.value());
      requireObject(text);
      return new Decoded.Ok<>(text);
    } catch (BadRecordException bad) {
      return new Decoded.Bad<>(bad.code(), bad.getMessage());
    } catch (IOException noJson) {
      return new Decoded.Bad<>(ErrorCode.MALFORMED, "expected a JSON object");
    }
  }

  private static void requireObject(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      parser.skipChildren();
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("more or less than an object");
      }
    }
  }
}
