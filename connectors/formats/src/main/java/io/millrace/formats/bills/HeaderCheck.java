package io.millrace.formats.bills;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses a file that is another export than its format says. */
final class HeaderCheck {
  private HeaderCheck() {}

  /**
   * Checks the names of the columns.
   *
   * @param where what holds them, to begin a message with
   * @throws MillraceException UNREADABLE if a column is missing, or one that is read is there twice
   */
  static void check(BillLayout layout, String format, List<String> header, String where) {
    Set<String> keys = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (String name : header) {
      String key = BillRow.key(name);
      if (!keys.add(key)) {
        twice.add(key);
      }
    }
    for (List<String> names : layout.required()) {
      if (names.stream().map(BillRow::key).noneMatch(keys::contains)) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            where
                + ": no column '"
                + String.join("' or '", names)
                + "', which an export of the format "
                + format
                + " has; the columns are "
                + String.join(", ", header));
      }
    }
    Stream.concat(layout.columns().values().stream(), layout.required().stream())
        .flatMap(List::stream)
        .filter(name -> twice.contains(BillRow.key(name)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new MillraceException(
                  ErrorCode.UNREADABLE, where + ": two columns are named '" + name + "'");
            });
  }
}
