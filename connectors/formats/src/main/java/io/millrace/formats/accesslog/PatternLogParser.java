package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import java.util.List;
import java.util.Map;

/**
 * Lines of one pattern, behind a prefix of syslog or none. The host that a client asked for is the
 * site where the pattern has no other.
 */
final class PatternLogParser implements LineParser {
  private final LinePattern pattern;
  private final boolean hostIsSite;

  PatternLogParser(LinePattern pattern) {
    this.pattern = pattern;
    this.hostIsSite = pattern.fills("request_host") && !pattern.fills("site");
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return LogTable.COLUMNS;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    int start = pattern.beginsWithTime() ? 0 : SyslogPrefix.end(line);
    pattern.read(line, start, columns, warnings);
    if (hostIsSite && columns.containsKey("request_host")) {
      CombinedParser.put(columns, "site", Addresses.host(columns.get("request_host")));
    }
    Meanings.complete(columns);
    return true;
  }
}
