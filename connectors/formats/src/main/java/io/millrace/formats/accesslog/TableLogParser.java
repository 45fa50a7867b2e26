package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines whose fields have names, behind a prefix of syslog or none. Fields that the table does not
 * know are usual, and not counted.
 */
final class TableLogParser implements LineParser {
  private final LogTable table;
  private final Fields fields;
  private final Set<String> kept;
  private final Map<String, String> found = new HashMap<>();

  /** Takes the fields out of a line. */
  @FunctionalInterface
  interface Fields {
    /**
     * Finds the fields of a line.
     *
     * @param start where the line begins, behind a prefix of syslog
     */
    void read(String line, int start, Map<String, String> fields) throws BadRecordException;
  }

  /**
   * A parser of one layout.
   *
   * @param kept names of fields that a mapping refers to
   */
  TableLogParser(LogTable table, Fields fields, Set<String> kept) {
    this.table = table;
    this.fields = fields;
    this.kept = kept;
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return LogTable.COLUMNS;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    found.clear();
    fields.read(line, SyslogPrefix.end(line), found);
    for (String name : kept) {
      CombinedParser.put(columns, name, found.get(name));
    }
    table.read(found, columns);
    return true;
  }
}
