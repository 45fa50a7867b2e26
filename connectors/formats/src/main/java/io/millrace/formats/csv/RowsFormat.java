package io.millrace.formats.csv;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Decoder;
import io.millrace.formats.Format;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** A format of rows of CSV, of which the first of a file says the names of the columns. */
public interface RowsFormat extends Format {

  /** What stands between two cells of a row. */
  char delimiter();

  /** Names of the columns; empty if the first row of each file says them. */
  List<String> columns();

  /**
   * The cells of one row.
   *
   * @throws BadRecordException MALFORMED if the text is no row
   */
  List<String> cells(String row) throws BadRecordException;

  /**
   * A decoder of rows below a header.
   *
   * @param header the names of the columns
   * @param where what holds the header, to begin a message with
   * @throws MillraceException UNREADABLE if a field finds no column
   */
  <T extends IndexedRecord> Decoder<T> decoder(
      RecordType<T> type, List<String> header, String where);
}
