package io.millrace.files.reading;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Format;
import io.millrace.formats.RecordText;
import io.millrace.formats.TextFormat;
import io.millrace.formats.TextLayout;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.csv.RowsFormat;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Opens files of every format. */
final class RecordFiles {
  private RecordFiles() {}

  /**
   * The records of a file.
   *
   * @throws MillraceException UNREADABLE if it can't be opened, or is not what its format says
   */
  static <T extends IndexedRecord> FileRecords<T> open(
      DataFile file, Format format, RecordType<T> type) {
    Window window = new Window(file.open());
    try {
      return open(file, window, format, type);
    } catch (RuntimeException refused) {
      try {
        window.close();
      } catch (IOException alsoFailed) {
        refused.addSuppressed(alsoFailed);
      }
      throw refused;
    }
  }

  private static <T extends IndexedRecord> FileRecords<T> open(
      DataFile file, Window bytes, Format given, RecordType<T> type) {
    TextLayout layout = given instanceof TextFormat text ? text.layout() : TextLayout.PLAIN;
    Format format = given instanceof TextFormat text ? text.plain() : given;
    if (!format.isText()) {
      return format.framing() == Format.Framing.AVRO
          ? AvroFile.open(file, bytes, (AvroFormat) format, type)
          : new CutRecords<>(file, bytes, new LengthCutter(bytes), format.decoder(type));
    }
    TextWindow text = TextWindow.open(file.label(), bytes, layout);
    Window window = text.window();
    if (format.framing() == Format.Framing.CSV_ROWS && format instanceof RowsFormat csv) {
      Cutter rows = text.cutter(new CsvCutter(window, csv.delimiter()), layout);
      return csv(file, window, rows, csv, type);
    }
    Cutter records =
        switch (format.framing()) {
          case JSON_VALUES -> new JsonCutter(window);
          case JSON_JOBS -> new JobsCutter(window);
          default -> new LineCutter(window);
        };
    return new CutRecords<>(file, window, text.cutter(records, layout), format.decoder(type));
  }

  private static <T extends IndexedRecord> FileRecords<T> csv(
      DataFile file, Window window, Cutter cutter, RowsFormat format, RecordType<T> type) {
    if (!format.columns().isEmpty()) {
      return new CutRecords<>(file, window, cutter, format.decoder(type), format.delimiter());
    }
    Piece header = cutter.next();
    if (window.failure() != null && (header == null || !header.complete())) {
      throw DataFile.unreadable(file.label(), window.failure());
    } else if (header == null) {
      return new NoRecords<>(window);
    }
    String where = file.label() + ":" + header.line();
    return new CutRecords<>(
        file,
        window,
        cutter,
        format.decoder(type, columns(header, format, where), where),
        format.delimiter());
  }

  private static List<String> columns(Piece header, RowsFormat format, String where) {
    String reason;
    try {
      if (header.bad() == null) {
        return format.cells(RecordText.of(header.bytes()));
      }
      reason = header.bad().message();
    } catch (BadRecordException wrong) {
      reason = wrong.getMessage();
    }
    throw new MillraceException(
        ErrorCode.UNREADABLE, where + ": the first row is no header of CSV: " + reason);
  }
}
