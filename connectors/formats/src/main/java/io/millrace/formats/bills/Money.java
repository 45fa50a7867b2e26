package io.millrace.formats.bills;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.value.TextReaders;
import java.math.BigDecimal;

/** Amounts that are to be added. */
final class Money {
  /** Beyond these a number is no amount, and a sum of it takes long. */
  private static final int LENGTH = 100;

  private static final int EXPONENT = 200;

  private Money() {}

  /**
   * An amount.
   *
   * @throws BadRecordException WRONG_FIELD if the text is no number
   */
  static BigDecimal of(String text) throws BadRecordException {
    try {
      String number = text.strip();
      BigDecimal amount = number.length() > LENGTH ? null : new BigDecimal(number);
      if (amount != null && Math.abs(amount.scale()) <= EXPONENT) {
        return amount;
      }
    } catch (NumberFormatException wrong) {
      // Said below.
    }
    throw TextReaders.unexpected("an amount", text);
  }
}
