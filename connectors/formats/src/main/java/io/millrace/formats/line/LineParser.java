package io.millrace.formats.line;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import java.util.List;
import java.util.Map;

/**
 * Takes the lines of one layout of logs apart. It may remember the header of a file, so each file
 * has its own.
 */
public interface LineParser {

  /**
   * Finds the columns of a line.
   *
   * @param columns receives the text of each column that says something; comes empty
   * @param warnings receives what a user is to be warned of in this line
   * @return whether the line is an event, and no header or comment
   * @throws BadRecordException if it is neither
   */
  boolean parse(String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException;

  /**
   * The columns that may fill a field of the schema, best first, by field. A field that is not
   * listed may be filled from a column of its own name.
   */
  Map<String, List<String>> columnsByField();
}
