package io.millrace.runner.definition;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.DeadLetters;
import io.millrace.formats.Decoded;
import io.millrace.formats.Decoder;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.json.JsonFormat;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.schemas.platform.DeadLetter;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes records of the rows that tests give to one input. */
final class RowReader {
  private final InputDefinition input;
  private final Schema schema;
  private final List<Problem> problems;

  RowReader(InputDefinition input, List<Problem> problems) {
    this.input = input;
    this.schema = SpecificData.getForClass(input.schema()).getSchema(input.schema());
    this.problems = problems;
  }

  Schema schema() {
    return schema;
  }

  /**
   * The event that a row is.
   *
   * @param defaults values of fields that the row omits
   * @param arrival when it arrives, in ms since 1970-01-01T00:00:00Z, or {@link RawRecord#NO_TIME}
   * @return empty if there was a problem
   */
  Optional<Arrived<?>> event(Mapping row, Mapping defaults, long arrival) {
    int before = problems.size();
    RowFields.check(row, schema, problems);
    Mapping whole = row.over(defaults);
    String missing =
        schema.getFields().stream()
            .filter(field -> !field.hasDefaultValue())
            .map(Schema.Field::name)
            .filter(name -> !whole.values().containsKey(name))
            .filter(name -> !whole.values().containsKey(name + "_base64"))
            .collect(Collectors.joining("', '"));
    if (!missing.isEmpty()) {
      String message =
          "a row of '%s' needs '%s'; write it in the row, or for all rows in 'defaults: {%s: ...}'"
              .formatted(input.name(), missing, input.name());
      problems.add(new Problem(row.place(), ErrorCode.MISSING_KEY, message));
    }
    return problems.size() > before ? Optional.empty() : decode(whole, input.schema(), arrival);
  }

  private <T extends SpecificRecord> Optional<Arrived<?>> decode(
      Mapping row, Class<T> type, long arrival) {
    Decoder<T> decoder = JsonFormat.document(FieldMapping.none()).decoder(type);
    RawRecord raw = RawRecord.inFile(RowJson.write(row, schema), row.place().file(), 1);
    Decoded<T> decoded = decoder.decode(raw);
    if (decoded instanceof Decoded.Bad<T> bad) {
      problems.add(new Problem(culprit(row, bad.message()), ErrorCode.WRONG_TYPE, bad.message()));
      return Optional.empty();
    }
    T event = ((Decoded.Ok<T>) decoded).event();
    try {
      long time = EventTimeField.of(type, input.timeField()).millis(event);
      return Optional.of(new Arrived<>(event, null, time, arrival));
    } catch (BadRecordException bad) {
      Place place = culprit(row, bad.getMessage());
      problems.add(new Problem(place, ErrorCode.OUT_OF_RANGE, bad.getMessage()));
      return Optional.empty();
    }
  }

  /** Where the value stands that a message of a decoder, which begins with a path, is about. */
  private static Place culprit(Mapping row, String message) {
    String name = message.split("[:.\\[]", 2)[0];
    Node value = row.values().get(name);
    return value == null ? row.place() : value.place();
  }

  /**
   * The dead letter that a text becomes, read as the input's own format.
   *
   * @return empty if there was a problem
   */
  Optional<Arrived<?>> dead(String text, Place place, long arrival) {
    return dead(text, place, arrival, input.schema());
  }

  private <T extends SpecificRecord> Optional<Arrived<?>> dead(
      String text, Place place, long arrival, Class<T> type) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RawRecord raw = RawRecord.inFile(bytes, place.file(), place.line());
    try {
      Decoder<T> decoder = input.format().format(input.mapping()).decoder(type);
      Optional<Decoded.Bad<T>> bad = fault(decoder.decode(raw), type);
      if (bad.isPresent()) {
        DeadLetter letter = DeadLetters.of(input.name(), "decode", raw, bad.get());
        return Optional.of(new Arrived<>(null, letter, RawRecord.NO_TIME, arrival));
      }
      String message =
          "this is a good record of format '%s'; expected a malformed one, or give it as a row: '%s: {...}'"
              .formatted(input.format().name(), input.name());
      problems.add(new Problem(place, ErrorCode.CONFLICT, message));
    } catch (MillraceException refused) {
      problems.add(new Problem(place, refused.code(), refused.getMessage()));
    }
    return Optional.empty();
  }

  /** Why a record is none; also one that could be read, of a time that no clock shows. */
  private <T extends SpecificRecord> Optional<Decoded.Bad<T>> fault(
      Decoded<T> decoded, Class<T> type) {
    if (decoded instanceof Decoded.Bad<T> bad) {
      return Optional.of(bad);
    }
    try {
      EventTimeField.of(type, input.timeField()).millis(((Decoded.Ok<T>) decoded).event());
      return Optional.empty();
    } catch (BadRecordException bad) {
      return Optional.of(new Decoded.Bad<>(bad.code(), bad.getMessage()));
    }
  }
}
