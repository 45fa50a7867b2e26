package io.millrace.formats.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.millrace.formats.BadRecordException;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The cells of one row at a time; the next row replaces them. */
public final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  private final boolean blanks;
  private final char delimiter;
  private final CsvReader.CsvReaderBuilder builder;
  private final ArrayList<String> cells = new ArrayList<>();
  private final BitSet quoted = new BitSet();

  /**
   * @param delimiter what stands between two cells
   */
  public CsvRow(char delimiter) {
    this.blanks = delimiter == CsvFormat.BLANKS;
    this.delimiter = blanks ? ' ' : delimiter;
    builder =
        CsvReader.builder()
            .fieldSeparator(this.delimiter)
            .skipEmptyLines(false)
            .allowExtraCharsAfterClosingQuote(false);
  }

  /**
   * Splits a row into its cells.
   *
   * @throws BadRecordException MALFORMED if the text is no row
   */
  public void parse(String text) throws BadRecordException {
    String row = blanks ? withSingleBlanks(text) : text;
    checkEnd(row);
    try {
      builder.ofSingleCsvRecord(this, row);
    } catch (CsvParseException wrong) {
      Throwable reason = wrong.getCause() == null ? wrong : wrong.getCause();
      throw new BadRecordException(ErrorCode.MALFORMED, "no row of CSV: " + reason.getMessage());
    }
  }

  /** One blank between cells, however many there are; blanks within quotes stay. */
  private static String withSingleBlanks(String row) {
    StringBuilder single = new StringBuilder(row.length());
    boolean between = true;
    boolean quotedCell = false;
    boolean inQuotes = false;
    for (int i = 0; i < row.length(); i++) {
      char letter = row.charAt(i);
      if (!inQuotes && (letter == ' ' || letter == '\t')) {
        between = true;
        continue;
      }
      if (between) {
        single.append(single.isEmpty() ? "" : " ");
        quotedCell = letter == '"';
      }
      inQuotes = letter == '"' ? quotedCell && !inQuotes : inQuotes;
      between = false;
      single.append(letter);
    }
    return single.toString();
  }

  /** The parser itself takes an open quote for closed, and leaves out what follows a first row. */
  private void checkEnd(String row) throws BadRecordException {
    boolean cellBegins = true;
    boolean quotedCell = false;
    boolean inQuotes = false;
    for (int i = 0; i < row.length(); i++) {
      char letter = row.charAt(i);
      if (inQuotes) {
        inQuotes = letter != '"';
      } else if (letter == '"') {
        // Within a cell that does not begin with one, a quote is a letter like others.
        quotedCell |= cellBegins;
        inQuotes = quotedCell;
      } else if ((letter == '\n' || letter == '\r') && !row.substring(i).isBlank()) {
        throw new BadRecordException(
            ErrorCode.MALFORMED, "no row of CSV: a further row follows the first");
      }
      cellBegins = letter == delimiter && !inQuotes;
      quotedCell &= !cellBegins;
    }
    if (inQuotes) {
      throw new BadRecordException(ErrorCode.MALFORMED, "no row of CSV: a quote is not closed");
    }
  }

  /** The cells of the row parsed last. */
  public List<String> cells() {
    return cells;
  }

  /**
   * Whether a cell says nothing: it is empty, or NULL as databases and bills export it; one in
   * quotes says a text, be it empty.
   */
  boolean isAbsent(int column) {
    String cell = cells.get(column);
    return (cell.isEmpty() || cell.equals("NULL")) && !quoted.get(column);
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
