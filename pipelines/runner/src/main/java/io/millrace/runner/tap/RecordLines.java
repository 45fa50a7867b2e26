package io.millrace.runner.tap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.formats.Decoded;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;

/**
 * Shows each record as one line of JSON: the record itself, or in a member {@code record} of an
 * object that says where it stands; a record that can't be read always as the latter, with the
 * reason and the beginning of its bytes.
 */
final class RecordLines {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Function<RawRecord, Decoded<String>> json;
  private final Redaction redaction;
  private final boolean positions;

  /**
   * @param json what a record is as a JSON object
   */
  RecordLines(Function<RawRecord, Decoded<String>> json, Redaction redaction, boolean positions) {
    this.json = json;
    this.redaction = redaction;
    this.positions = positions;
  }

  String line(RawRecord raw) {
    StringWriter line = new StringWriter();
    try (JsonGenerator target = FACTORY.createGenerator(line)) {
      Decoded<String> decoded = json.apply(raw);
      if (decoded instanceof Decoded.Ok<String> ok) {
        good(ok.event(), raw, target);
      } else {
        bad((Decoded.Bad<String>) decoded, raw, target);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  private void good(String text, RawRecord raw, JsonGenerator target) throws IOException {
    if (positions) {
      target.writeStartObject();
      position(raw, target);
      target.writeFieldName("record");
      redaction.write(text, target);
      target.writeEndObject();
    } else {
      redaction.write(text, target);
    }
  }

  private void bad(Decoded.Bad<String> bad, RawRecord raw, JsonGenerator target)
      throws IOException {
    target.writeStartObject();
    position(raw, target);
    target.writeStringField("error", bad.code().name());
    // A message about the data may quote it.
    if (!redaction.hides()) {
      target.writeStringField("message", bad.message());
      if (raw.value() != null) {
        String text = new String(raw.value(), StandardCharsets.UTF_8);
        target.writeStringField("value", Excerpt.of(text));
      }
    }
    target.writeEndObject();
  }

  private static void position(RawRecord raw, JsonGenerator target) throws IOException {
    Position.InTopic place = (Position.InTopic) raw.position();
    target.writeStringField("topic", place.topic());
    target.writeNumberField("partition", place.partition());
    target.writeNumberField("offset", place.offset());
    if (raw.timestamp() != RawRecord.NO_TIME) {
      target.writeStringField("timestamp", Instant.ofEpochMilli(raw.timestamp()).toString());
    }
  }
}
