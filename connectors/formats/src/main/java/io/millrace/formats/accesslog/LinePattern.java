package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Warnings;
import io.millrace.formats.accesslog.Meaning.Shape;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A line as a sequence of fixed texts and fields, read in one pass from left to right: each field
 * ends where the text after it first occurs, and one in quotation marks at the mark that no
 * backslash precedes.
 */
final class LinePattern {

  /** A part of a pattern. */
  sealed interface Part {}

  /** A fixed text. */
  record Literal(String text) implements Part {}

  /**
   * A field.
   *
   * @param name how the format calls it, for messages
   * @param column the column that keeps its text as it is; null for none
   */
  record Field(String name, Meaning meaning, String column) implements Part {}

  /** A field and the text that ends it; null at the end of the line. */
  private record Step(Field field, String end, boolean quoted) {}

  private final String start;
  private final List<Step> steps = new ArrayList<>();
  private final boolean escapes;

  /**
   * A pattern of fields that have fixed texts between them.
   *
   * @param escapes whether a backslash in a quoted text escapes the character after it
   */
  LinePattern(List<Part> parts, boolean escapes) {
    this.escapes = escapes;
    List<Part> best = withoutLowerRanks(parts);
    int first = best.isEmpty() || best.get(0) instanceof Field ? 0 : 1;
    this.start = first == 0 ? "" : ((Literal) best.get(0)).text();
    String before = start;
    for (int i = first; i < best.size(); i += 2) {
      String end = i + 1 < best.size() ? ((Literal) best.get(i + 1)).text() : null;
      boolean quoted = before.endsWith("\"") && end != null && end.startsWith("\"");
      steps.add(new Step((Field) best.get(i), end, quoted));
      before = end;
    }
  }

  /** Of fields that fill the same column only the first of the highest rank does. */
  private static List<Part> withoutLowerRanks(List<Part> parts) {
    Map<String, Field> best = new HashMap<>();
    for (Part part : parts) {
      if (part instanceof Field field && !field.meaning().isNothing()) {
        best.merge(
            field.meaning().column(),
            field,
            (one, other) -> other.meaning().rank() > one.meaning().rank() ? other : one);
      }
    }
    return parts.stream()
        .map(
            part ->
                part instanceof Field field
                        && !field.meaning().isNothing()
                        && best.get(field.meaning().column()) != field
                    ? new Field(field.name(), nothing(field.meaning().shape()), field.column())
                    : part)
        .toList();
  }

  private static Meaning nothing(Shape shape) {
    return switch (shape) {
      case WORD -> Meanings.NOTHING;
      case TEXT -> Meanings.ANY_TEXT;
      case LIST -> Meanings.ANY_LIST;
    };
  }

  /** Whether a field fills the column. */
  boolean fills(String column) {
    return steps.stream().anyMatch(step -> step.field.meaning().column().equals(column));
  }

  /** Whether a line begins with a time, so that a prefix with a time could be part of it. */
  boolean beginsWithTime() {
    String column = steps.get(0).field.meaning().column();
    return start.isEmpty() && (column.equals("event_time") || column.equals(Meaning.END));
  }

  /** Reads a line from a character on. */
  void read(String line, int from, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    LineScanner scanner = new LineScanner(line, from);
    scanner.skip(start);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      fill(step, text(step, scanner, i == steps.size() - 1), scanner.isCut(), columns);
      if (step.end != null && !scanner.isCut()) {
        scanner.skip(step.end);
      }
    }
    String last = steps.get(steps.size() - 1).field.name();
    if (scanner.isCut()) {
      warnings.add(Warning.TRUNCATED_LINE, "within " + last);
    } else if (scanner.hasMore()) {
      warnings.add(Warning.IGNORED_FIELDS, "after " + last);
    }
  }

  private static void fill(Step step, String text, boolean cut, Map<String, String> columns)
      throws BadRecordException {
    Field field = step.field;
    if (field.column() != null) {
      CombinedParser.put(columns, field.column(), text);
    }
    if (cut && field.meaning() == Meanings.REQUEST) {
      // What is left of a path is another path.
      int blank = text.indexOf(' ');
      CombinedParser.request(blank < 0 ? text : text.substring(0, blank) + " -", columns);
    } else {
      field.meaning().fill(field.name(), text, columns);
    }
  }

  private String text(Step step, LineScanner scanner, boolean last) throws BadRecordException {
    String name = step.field.name();
    Shape shape = step.field.meaning().shape();
    boolean mayBeCut = last && step.quoted && step.end.equals("\"");
    if (step.quoted && (escapes || mayBeCut)) {
      return escapes ? scanner.escaped(name, mayBeCut) : scanner.untilOrCut(step.end);
    } else if (shape == Shape.LIST && !step.quoted) {
      return list(scanner, step.end == null ? " " : step.end);
    } else if (step.end == null) {
      return shape == Shape.WORD ? scanner.word() : scanner.rest();
    }
    String text = scanner.before(step.end, name);
    if (shape == Shape.WORD && step.end.startsWith(" ") && text.indexOf(' ') >= 0) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "expected " + name + " without blanks, got " + Excerpt.of(text + step.end));
    }
    return text;
  }

  /** One word, or several as of {@code 0.1, 0.2 : 0.3}. */
  private static String list(LineScanner scanner, String end) {
    StringBuilder list = new StringBuilder(scanner.beforeOrEnd(end));
    while (end.equals(" ") && goesOn(list, scanner)) {
      list.append(scanner.letter()).append(scanner.beforeOrEnd(end));
    }
    return list.toString();
  }

  private static boolean goesOn(CharSequence list, LineScanner scanner) {
    char last = list.isEmpty() ? ' ' : list.charAt(list.length() - 1);
    return scanner.sees(" : ") || (last == ',' || last == ':') && scanner.sees(" ");
  }
}
