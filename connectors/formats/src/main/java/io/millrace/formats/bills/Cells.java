package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;

/** Cuts a record into cells. */
interface Cells {

  /**
   * Says all cells of a record.
   *
   * @throws BadRecordException MALFORMED if it is none
   */
  void read(String record, BillRow row) throws BadRecordException;
}
