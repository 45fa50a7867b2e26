package io.millrace.runner.diff.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.json.RecordJson;
import io.millrace.kafka.TopicTap;
import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;

/** A topic of Kafka, with results in Avro or JSON. */
record TopicSource(String topic) implements ResultSource {
  static final String PREFIX = "kafka:";

  @Override
  public String name() {
    return PREFIX + topic;
  }

  @Override
  public boolean holdsOneOutput() {
    return true;
  }

  @Override
  public boolean isTargetOf(OutputDefinition output, LiveServices services) {
    return output.topic().map(services::named).filter(topic::equals).isPresent();
  }

  @Override
  public void read(
      ComparedOutput output, Optional<LiveServices> services, Consumer<ResultRow> row) {
    LiveServices live = services.orElseThrow();
    Decoder<? extends IndexedRecord> avro = live.resultFormat(output.type()).decoder(output.type());
    RecordJson json = new RecordJson();
    try (TopicTap tap = TopicTap.open(live.kafka(), topic)) {
      tap.all(
          raw ->
              row.accept(
                  new ResultRow(
                      fields(raw, avro, json), Optional.of(raw.position()), raw.timestamp())));
    }
  }

  private static ObjectNode fields(
      RawRecord raw, Decoder<? extends IndexedRecord> avro, RecordJson json) {
    if (raw.value() == null) {
      throw refused(raw, ErrorCode.MALFORMED, "the record has no value");
    }
    if (raw.value().length > 0 && raw.value()[0] == '{') {
      try {
        return ResultJson.parse(Utf8Text.of(raw.value()), raw.position().toString());
      } catch (BadRecordException noText) {
        throw refused(raw, noText.code(), noText.getMessage());
      }
    }
    Decoded<? extends IndexedRecord> decoded = avro.decode(raw);
    if (decoded instanceof Decoded.Bad<? extends IndexedRecord> bad) {
      throw refused(raw, bad.code(), bad.message());
    }
    return ResultJson.parse(json.write(decoded.events().get(0)), raw.position().toString());
  }

  private static MillraceException refused(RawRecord raw, ErrorCode code, String reason) {
    return new MillraceException(code, raw.position() + ": no result of this output: " + reason);
  }
}
