package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.value.Constant;
import io.millrace.formats.value.NumberStyle;
import io.millrace.formats.value.TextReader;
import io.millrace.formats.value.TextReaders;
import io.millrace.formats.value.TimeReader;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.sdk.avro.RecordType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads charges from rows of an export. What the export does not say takes a further column of the
 * mapping, else its constant, else the default of the schema.
 */
final class BillDecoder<T extends IndexedRecord> extends Decoder<T> {
  static {
    AvroTrust.establish();
  }

  private static final List<String> TIMES =
      List.of("event_time", "charge_period_end", "billing_period_start", "billing_period_end");
  private static final List<String> COSTS =
      List.of("billed_cost", "effective_cost", "list_cost", "contracted_cost");
  private static final int SCALE = 18;

  /** Beyond this many places a number is no cost, and to round it takes long. */
  private static final int PLACES = 200;

  private final RecordType<T> type;
  private final BillLayout layout;
  private final Cells cells;
  private final BillTimes times;
  private final BillRow row = new BillRow(warnings());
  private final Map<String, List<String>> furtherTimes = new HashMap<>();
  private final List<Target> targets = new ArrayList<>();

  /** How one field is filled. */
  private record Target(
      String field,
      List<String> further,
      TextReader reader,
      Constant constant,
      boolean hasFallback,
      Object fallback) {}

  BillDecoder(RecordType<T> type, BillLayout layout, Cells cells, FieldMapping mapping) {
    this.type = type;
    this.layout = layout;
    this.cells = cells;
    this.times = new BillTimes(type.data(), mapping, warnings());
    TIMES.forEach(field -> furtherTimes.put(field, mapping.columnsOf(field)));
    // Those of the bill itself are in ISO-8601 when they are read; see BillTimes.
    TextReaders iso =
        new TextReaders(
            type.data(), TimeReader.of(null, ZoneOffset.UTC), NumberStyle.PLAIN, warnings());
    TextReaders further =
        new TextReaders(type.data(), mapping.times(), NumberStyle.PLAIN, warnings());
    for (Schema.Field field : type.schema().getFields()) {
      String name = field.name();
      boolean ofBill = TIMES.contains(name);
      TextReader reader = (ofBill ? iso : further).of(field.schema(), name, mapping.valuesOf(name));
      String constant = mapping.constants().get(name);
      targets.add(
          new Target(
              name,
              mapping.columnsOf(name),
              reader,
              constant == null ? null : Constant.of(name, constant, reader),
              field.hasDefaultValue(),
              field.hasDefaultValue() ? type.data().getDefaultValue(field) : null));
    }
  }

  @Override
  protected T read(RawRecord raw) throws BadRecordException {
    row.clear();
    cells.read(Utf8Text.of(raw.value()), row);
    for (Map.Entry<String, List<String>> column : layout.columns().entrySet()) {
      row.put(column.getKey(), row.text(column.getValue()));
    }
    String lastDay = layout.lastDay(row);
    for (String field : TIMES) {
      List<String> columns = layout.columns().getOrDefault(field, List.of());
      String text = row.field(field);
      if (text == null) {
        columns = furtherTimes.get(field);
        text = row.text(columns);
      }
      if (text != null) {
        String column = columns.isEmpty() ? field : columns.get(0);
        row.put(field, times.iso(field, column, text, lastDay));
      }
    }
    layout.complete(row);
    COSTS.forEach(this::round);
    T event = type.newRecord();
    for (int position = 0; position < targets.size(); position++) {
      event.put(position, value(targets.get(position), raw.position()));
    }
    return event;
  }

  /** To the places that money is kept in; exports have binary numbers with more digits. */
  private void round(String field) {
    String text = row.field(field);
    if (text == null || (text.length() <= SCALE && !text.contains("E") && !text.contains("e"))) {
      return;
    }
    try {
      BigDecimal cost = new BigDecimal(text.strip());
      if (cost.scale() > SCALE && cost.scale() < PLACES) {
        BigDecimal rounded = cost.setScale(SCALE, RoundingMode.HALF_EVEN);
        if (rounded.compareTo(cost) != 0) {
          row.warnings().add(Warning.ROUNDED_COST, field);
        }
        row.put(field, rounded.toPlainString());
      }
    } catch (NumberFormatException noNumber) {
      // The reader of the field says so.
    }
  }

  private Object value(Target target, Position position) throws BadRecordException {
    String text = row.field(target.field);
    if (text == null) {
      text = row.text(target.further);
    }
    if (text != null) {
      try {
        return target.reader.read(text);
      } catch (BadRecordException bad) {
        throw new BadRecordException(bad.code(), target.field + ": " + bad.getMessage());
      }
    } else if (target.constant != null) {
      return target.constant.at(position);
    } else if (target.hasFallback) {
      return target.fallback;
    }
    List<String> names = layout.columns().getOrDefault(target.field, target.further);
    throw new BadRecordException(
        ErrorCode.MISSING_FIELD,
        target.field + ": expected a column " + String.join(" or ", names) + ", the row has none");
  }
}
