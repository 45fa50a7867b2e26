package io.millrace.formats.json;

import io.millrace.formats.FieldMapping;
import io.millrace.formats.UnusedColumns;
import io.millrace.formats.Warnings;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The members of the outermost objects that fill no field: each is told of once. */
final class UnusedMembers {
  /** So many names are remembered; data may bring any number of them. */
  private static final int REMEMBERED = 1_000;

  private final UnusedColumns columns;
  private final Set<String> known = new HashSet<>();
  private final Set<String> fresh = new LinkedHashSet<>();
  private List<String> unfilled = List.of();

  UnusedMembers(Warnings warnings, FieldMapping mapping) {
    this.columns = new UnusedColumns(warnings, mapping);
  }

  /** Takes note of a member of the present object. */
  void see(String name) {
    if (!known.contains(name) && known.size() < REMEMBERED) {
      fresh.add(name);
    }
  }

  boolean hasNew() {
    return !fresh.isEmpty();
  }

  /**
   * The present object is whole.
   *
   * @param fields that none of its members fills
   */
  void note(List<String> fields) {
    unfilled = fields;
  }

  /** The present record is good. */
  void tell() {
    if (!fresh.isEmpty()) {
      known.addAll(fresh);
      columns.note("member", fresh, unfilled);
      columns.tell();
      fresh.clear();
    }
  }

  /** The present record is bad: nothing of it is remembered. */
  void forget() {
    fresh.clear();
  }
}
