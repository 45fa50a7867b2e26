package io.millrace.formats.spans;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.BatchDecoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Makes events of spans. What a span does not say takes the constant of the mapping, else the
 * default of the schema.
 */
final class SpanDecoder<T extends IndexedRecord> extends BatchDecoder<T> {
  static {
    AvroTrust.establish();
  }

  private final RecordType<T> type;
  private final SpanReader reader;
  private final List<Cell> cells = new ArrayList<>();

  /** How one field is filled. */
  private record Cell(
      String field, TextReader reader, Constant constant, boolean hasFallback, Object fallback) {}

  SpanDecoder(RecordType<T> type, SpanReader reader, FieldMapping mapping) {
    this.type = type;
    this.reader = reader;
    TextReaders readers =
        new TextReaders(
            type.data(), TimeReader.of("nanos", ZoneOffset.UTC), NumberStyle.PLAIN, warnings());
    TextReaders ofConstants =
        new TextReaders(type.data(), mapping.times(), NumberStyle.PLAIN, warnings());
    for (Schema.Field field : type.schema().getFields()) {
      cells.add(
          new Cell(
              field.name(),
              readers.of(field.schema(), field.name(), mapping.valuesOf(field.name())),
              ofConstants.constant(field, mapping),
              field.hasDefaultValue(),
              field.hasDefaultValue() ? type.data().getDefaultValue(field) : null));
    }
  }

  @Override
  protected List<T> readAll(RawRecord raw) throws IOException, BadRecordException {
    List<SpanColumns> spans = reader.spans(raw.value(), warnings());
    List<T> events = new ArrayList<>(spans.size());
    for (SpanColumns span : spans) {
      T event = type.newRecord();
      for (int position = 0; position < cells.size(); position++) {
        event.put(position, value(cells.get(position), span, raw.position()));
      }
      events.add(event);
    }
    return events;
  }

  private static Object value(Cell cell, SpanColumns span, Position position)
      throws BadRecordException {
    String text = span.get(cell.field);
    if (text != null) {
      try {
        return cell.reader.read(text);
      } catch (BadRecordException bad) {
        throw new BadRecordException(bad.code(), cell.field + ": " + bad.getMessage());
      }
    } else if (cell.constant != null) {
      return cell.constant.at(position);
    } else if (cell.hasFallback) {
      return cell.fallback;
    }
    boolean time = cell.field.equals("event_time");
    throw new BadRecordException(
        time ? ErrorCode.BAD_TIME : ErrorCode.MISSING_FIELD,
        cell.field + ": expected one, span " + span.get("span_id") + " says none");
  }
}
