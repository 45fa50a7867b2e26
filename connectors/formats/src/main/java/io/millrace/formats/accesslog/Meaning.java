package io.millrace.formats.accesslog;

import io.millrace.formats.BadRecordException;
import java.util.Map;

/**
 * What a field of a log says.
 *
 * @param column the column that it fills, which is a field of the schema or a step towards one
 * @param shape what its text may look like
 * @param rank of two fields of a line that fill the same column the one with the higher rank does
 * @param filling how
 */
record Meaning(String column, Shape shape, int rank, Filling filling) {

  /** A column that no field of the schema has: the end of the request, from which start follows. */
  static final String END = "@end";

  /** What a text may look like where no quotation marks bound it. */
  enum Shape {
    /** No blanks. */
    WORD,
    /** Anything. */
    TEXT,
    /** Words, separated by a comma or a colon between blanks, as of nginx's upstreams. */
    LIST
  }

  /** Fills columns from a text. */
  @FunctionalInterface
  interface Filling {
    /**
     * Fills the columns.
     *
     * @param text neither empty nor a hyphen, unless the meaning says so
     */
    void fill(String text, Map<String, String> columns) throws BadRecordException;
  }

  /** The same, which steps back behind a meaning of a higher rank. */
  Meaning ranked(int other) {
    return new Meaning(column, shape, other, filling);
  }

  /** Whether the field is passed over. */
  boolean isNothing() {
    return column.isEmpty();
  }

  /**
   * Fills what the text says.
   *
   * @param name how the log calls the field, for messages
   */
  void fill(String name, String text, Map<String, String> columns) throws BadRecordException {
    boolean silent = text.isEmpty() || text.equals("-");
    if (silent && this != Meanings.BODY_BYTES_OR_HYPHEN) {
      return;
    }
    try {
      filling.fill(text, columns);
    } catch (BadRecordException bad) {
      throw new BadRecordException(bad.code(), name + ": " + bad.getMessage());
    }
  }
}
