package io.millrace.runner.definition;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoded;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Format;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.json.JsonFormat;
import io.millrace.runner.definition.TestStep.Given;
import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Makes records of what tests give to one input. */
final class RowReader {
  private static final Format JSON = JsonFormat.document(FieldMapping.none());

  private final InputDefinition input;
  private final Schema schema;
  private final List<Problem> problems;

  RowReader(InputDefinition input, List<Problem> problems) {
    this.input = input;
    this.schema = input.type().schema();
    this.problems = problems;
  }

  Schema schema() {
    return schema;
  }

  /**
   * The record that a row is.
   *
   * @param defaults values of fields that the row omits
   * @param arrival when it arrives, in ms since 1970-01-01T00:00:00Z, or {@link RawRecord#NO_TIME}
   * @return empty if there was a problem
   */
  Optional<Given> event(Mapping row, Mapping defaults, long arrival) {
    int before = problems.size();
    RowFields.check(row, schema, problems);
    Mapping whole = row.over(defaults);
    String missing =
        schema.getFields().stream()
            .filter(field -> !field.hasDefaultValue())
            .map(Schema.Field::name)
            .filter(name -> !whole.values().containsKey(name))
            .filter(name -> !whole.values().containsKey(name + RowFields.BASE64))
            .collect(Collectors.joining("', '"));
    if (!missing.isEmpty()) {
      String message =
          "a row of '%s' needs '%s'; write it in the row, or for all rows in 'defaults: {%s: ...}'"
              .formatted(input.name(), missing, input.name());
      problems.add(new Problem(row.place(), ErrorCode.MISSING_KEY, message));
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    RawRecord raw = raw(RowJson.write(whole, schema), row.place(), arrival);
    Optional<Decoded.Bad<?>> fault = fault(JSON, raw, input.type());
    fault.ifPresent(
        bad -> {
          boolean time = bad.code() == ErrorCode.BAD_TIME;
          ErrorCode code = time ? ErrorCode.OUT_OF_RANGE : ErrorCode.WRONG_TYPE;
          problems.add(new Problem(culprit(whole, bad.message()), code, bad.message()));
        });
    return fault.isPresent() ? Optional.empty() : Optional.of(new Given(JSON, raw));
  }

  /** Where the value stands that a message of a decoder, which begins with a path, is about. */
  private static Place culprit(Mapping row, String message) {
    String name = message.split("[:.\\[]", 2)[0];
    Node value = row.values().get(name);
    return value == null ? row.place() : value.place();
  }

  /**
   * The record that a text is in the input's own format, which can't be read.
   *
   * @return empty if there was a problem, such as that it can be read
   */
  Optional<Given> malformed(String text, Place place, long arrival) {
    RawRecord raw = raw(text.getBytes(StandardCharsets.UTF_8), place, arrival);
    try {
      Format format = input.format().format(input.mapping(), input.writers(List.of()));
      if (fault(format, raw, input.type()).isPresent()) {
        return Optional.of(new Given(format, raw));
      }
      String message =
          "this is a good record of format '%s'; expected a malformed one, or a row: '%s: {...}'"
              .formatted(input.format().name(), input.name());
      problems.add(new Problem(place, ErrorCode.CONFLICT, message));
    } catch (MillraceException refused) {
      problems.add(new Problem(place, refused.code(), refused.getMessage()));
    }
    return Optional.empty();
  }

  private static RawRecord raw(byte[] value, Place place, long arrival) {
    Position position = new Position.InFile(place.file(), place.line());
    return new RawRecord(value, null, List.of(), position, arrival, arrival);
  }

  /** Why a record becomes a dead letter, if it does. */
  private <T extends IndexedRecord> Optional<Decoded.Bad<?>> fault(
      Format format, RawRecord raw, RecordType<T> type) {
    Decoded<T> decoded = format.decoder(type).decode(raw);
    if (decoded instanceof Decoded.Bad<T> bad) {
      return Optional.of(bad);
    }
    try {
      EventTimeField.of(type, input.timeField()).millis(((Decoded.Ok<T>) decoded).event());
      return Optional.empty();
    } catch (BadRecordException timeless) {
      return Optional.of(new Decoded.Bad<T>(timeless.code(), timeless.getMessage()));
    }
  }
}
