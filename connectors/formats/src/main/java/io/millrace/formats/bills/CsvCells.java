package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.csv.CsvRow;
import io.millrace.sdk.ErrorCode;
import java.util.List;

/** Cells of rows of CSV below a header. */
final class CsvCells implements Cells {
  private final CsvRow cells;
  private final List<String> names;
  private final List<String> keys;

  CsvCells(char delimiter, List<String> header) {
    this.cells = new CsvRow(delimiter);
    this.names = header.stream().map(String::strip).toList();
    this.keys = names.stream().map(BillRow::key).toList();
  }

  @Override
  public void read(String record, BillRow row) throws BadRecordException {
    cells.parse(record);
    List<String> texts = cells.cells();
    if (texts.size() != names.size()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + names.size() + " columns, got " + texts.size());
    }
    for (int i = 0; i < texts.size(); i++) {
      row.say(names.get(i), keys.get(i), texts.get(i));
    }
  }
}
