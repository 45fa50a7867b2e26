package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import java.util.List;
import java.util.Map;

/** What the columns of one export mean in the fields of {@code cloud.FocusCharge}. */
interface BillLayout {

  /** The columns that a field is taken from as it is, of which the first that says something. */
  Map<String, List<String>> columns();

  /** The columns without which a file is no such export; of each list it has one. */
  List<List<String>> required();

  /**
   * Says what follows from several columns, or is said in other words. Times are complete: in
   * ISO-8601, in UTC.
   *
   * @throws BadRecordException if what the row says can't be understood
   */
  void complete(BillRow row) throws BadRecordException;

  /**
   * The last day of the billing period as the row has it, by which the order of day and month is
   * told; null if it says none.
   */
  default String lastDay(BillRow row) {
    return null;
  }
}
