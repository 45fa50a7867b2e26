package io.millrace.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of the next batch, one a key: that of the highest revision, and of equal ones the last.
 * One statement must not touch a row twice, and what it would overwrite need not be sent. All rows
 * are of one attempt, so their revisions can be compared.
 */
final class RowBuffer {
  private final Map<List<Object>, Row> rows = new LinkedHashMap<>();

  void add(Row row) {
    rows.merge(row.key(), row, (held, next) -> held.revision() <= next.revision() ? next : held);
  }

  int size() {
    return rows.size();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The rows, which the buffer goes on to hold until {@link #clear}. */
  List<Row> rows() {
    return new ArrayList<>(rows.values());
  }

  void clear() {
    rows.clear();
  }
}
