package io.millrace.simulators.bills;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What simulated bills say in the end. */
public final class BillTruth {
  private final List<BillRow> late = new ArrayList<>();
  private final Map<Long, BillRow> standing = new HashMap<>();
  private long statements;

  BillTruth() {}

  /** Takes a statement that counts: of each row the last one stands. */
  public void add(BillRow row) {
    statements++;
    standing.merge(row.number(), row, (one, two) -> one.sequence() > two.sequence() ? one : two);
  }

  void addLate(BillRow row) {
    late.add(row);
  }

  /** Statements that are sent too late to count. */
  public List<BillRow> late() {
    return Collections.unmodifiableList(late);
  }

  /** Statements that count. */
  public long statements() {
    return statements;
  }

  /** The rows that stand, as they were stated last. */
  public Collection<BillRow> rows() {
    return standing.values().stream().filter(row -> !row.withdrawn()).toList();
  }
}
