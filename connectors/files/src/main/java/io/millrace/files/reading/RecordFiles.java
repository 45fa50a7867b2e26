package io.millrace.files.reading;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Format;
import io.millrace.formats.Utf8Text;
import io.millrace.formats.avro.AvroFormat;
import io.millrace.formats.csv.CsvFormat;
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
      return open(file.label(), window, format, type);
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
      String label, Window window, Format format, RecordType<T> type) {
    if (isText(format.framing())) {
      ByteOrderMark.pass(label, window);
    }
    return switch (format.framing()) {
      case LINES -> new CutRecords<>(label, window, new LineCutter(window), format.decoder(type));
      case JSON_VALUES ->
          new CutRecords<>(label, window, new JsonCutter(window), format.decoder(type));
      case JSON_JOBS ->
          new CutRecords<>(label, window, new JobsCutter(window), format.decoder(type));
      case LENGTH_PREFIXED ->
          new CutRecords<>(label, window, new LengthCutter(window), format.decoder(type));
      case AVRO -> AvroFile.open(label, window, (AvroFormat) format, type);
      case CSV_ROWS -> csv(label, window, (CsvFormat) format, type);
    };
  }

  private static boolean isText(Format.Framing framing) {
    return framing != Format.Framing.AVRO && framing != Format.Framing.LENGTH_PREFIXED;
  }

  private static <T extends IndexedRecord> FileRecords<T> csv(
      String label, Window window, CsvFormat format, RecordType<T> type) {
    CsvCutter cutter = new CsvCutter(window, format.delimiter());
    if (!format.columns().isEmpty()) {
      return new CutRecords<>(label, window, cutter, format.decoder(type));
    }
    Piece header = cutter.next();
    if (window.failure() != null && (header == null || !header.complete())) {
      throw DataFile.unreadable(label, window.failure());
    } else if (header == null) {
      return new NoRecords<>(window);
    }
    String where = label + ":" + header.line();
    return new CutRecords<>(
        label, window, cutter, format.decoder(type, columns(header, format, where), where));
  }

  private static List<String> columns(Piece header, CsvFormat format, String where) {
    String reason;
    try {
      if (header.bad() == null) {
        return format.cells(Utf8Text.of(header.bytes()));
      }
      reason = header.bad().message();
    } catch (BadRecordException wrong) {
      reason = wrong.getMessage();
    }
    throw new MillraceException(
        ErrorCode.UNREADABLE, where + ": the first row is no header of CSV: " + reason);
  }
}
