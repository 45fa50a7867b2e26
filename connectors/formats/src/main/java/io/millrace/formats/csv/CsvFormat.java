package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.FieldMapping;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;

/**
 * Comma-separated values as in RFC 4180, in UTF-8. An empty cell, or {@code NULL} without quotes,
 * is null where the field may be null, else the default of the field where it has one and holds no
 * text.
 *
 * @param mapping which column fills which field
 * @param delimiter what stands between two cells of a row, or {@link #BLANKS}
 * @param columns names of the columns; empty if the first row of each file says them, which a Kafka
 *     topic can't
 */
public record CsvFormat(FieldMapping mapping, char delimiter, List<String> columns)
    implements RowsFormat {

  /**
   * The delimiter that stands for blanks and tabs, as many as there are; those at the beginning and
   * the end of a row are none.
   */
  public static final char BLANKS = 0;

  /**
   * Copies the list.
   *
   * @throws MillraceException OUT_OF_RANGE if the delimiter has another meaning in CSV
   */
  public CsvFormat {
    Objects.requireNonNull(mapping);
    columns = List.copyOf(columns);
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE, "A quote or a line break can't be the delimiter of CSV");
    }
  }

  /** With commas, and a header in each file. */
  public static CsvFormat of(FieldMapping mapping) {
    return new CsvFormat(mapping, ',', List.of());
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Framing framing() {
    return Framing.CSV_ROWS;
  }

  @Override
  public boolean readsByOrder() {
    return mapping.changesClocks();
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(RecordType<T> type) {
    return decoder(type, requireColumns(), "The list of columns");
  }

  /**
   * The names of the columns, where no header says them.
   *
   * @throws MillraceException UNREADABLE if there are none
   */
  public List<String> requireColumns() {
    if (columns.isEmpty()) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "Rows of CSV without a header, as on a Kafka topic, need 'columns': the names of their"
              + " columns, in order");
    }
    return columns;
  }

  @Override
  public <T extends IndexedRecord> Decoder<T> decoder(
      RecordType<T> type, List<String> header, String where) {
    Warnings warnings = new Warnings();
    CsvColumns bound = CsvColumns.of(type, mapping, header, where, warnings);
    CsvRecord<T> record = new CsvRecord<>(type, delimiter, bound);
    return mapping.unpivot() == null
        ? new CsvDecoder<>(type, mapping, record, bound, warnings)
        : new WideCsvDecoder<>(
            type,
            mapping,
            record,
            bound,
            WideColumns.of(type, mapping, bound, where, warnings),
            warnings);
  }

  @Override
  public List<String> cells(String row) throws BadRecordException {
    CsvRow cells = new CsvRow(delimiter);
    cells.parse(row);
    return List.copyOf(cells.cells());
  }
}
