package io.millrace.formats.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The cells of one row at a time; the next row replaces them. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final CsvReader.CsvReaderBuilder builder;
  private final ArrayList<String> cells = new ArrayList<>();
  private final BitSet quoted = new BitSet();

  CsvRow(char delimiter) {
    builder =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .allowExtraCharsAfterClosingQuote(false);
  }

  CsvRow parse(String row) {
    return builder.ofSingleCsvRecord(this, row);
  }

  List<String> cells() {
    return cells;
  }

  /** Whether a cell says nothing; one that says {@code ""} in quotes says an empty text. */
  boolean isAbsent(int column) {
    return cells.get(column).isEmpty() && !quoted.get(column);
  }

  @Override
  protected void handleBegin(long startingLine) {
    cells.clear();
    quoted.clear();
  }

  @Override
  protected void handleField(int index, char[] text, int offset, int length, boolean inQuotes) {
    quoted.set(cells.size(), inQuotes);
    cells.add(new String(text, offset, length));
  }

  @Override
  protected void handleEmpty() {
    cells.add("");
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }
}
