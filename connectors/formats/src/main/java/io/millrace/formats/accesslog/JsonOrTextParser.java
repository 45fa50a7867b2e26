package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import java.util.List;
import java.util.Map;

/** Lines of a server that writes JSON or text: a line of JSON begins with a brace. */
final class JsonOrTextParser implements LineParser {
  private final LineParser json;
  private final LineParser text;

  JsonOrTextParser(LineParser json, LineParser text) {
    this.json = json;
    this.text = text;
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return json.columnsByField();
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    int start = SyslogPrefix.end(line);
    boolean object = start < line.length() && line.charAt(start) == '{';
    return (object ? json : text).parse(line, position, columns, warnings);
  }
}
