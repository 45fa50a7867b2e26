package io.millrace.formats.bills;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a table of fields and columns: each line a field, and its columns, best first. */
final class BillTable {
  private BillTable() {}

  static Map<String, List<String>> of(String table) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    table
        .lines()
        .forEach(
            line -> {
              String[] words = line.strip().split("[ ,]+");
              columns.put(words[0], List.of(words).subList(1, words.length));
            });
    return columns;
  }
}
