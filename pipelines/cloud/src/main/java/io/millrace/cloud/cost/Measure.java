package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.math.BigDecimal;
import java.util.Locale;

/** The four costs of a row. They are views of the same money, and are never added. */
public enum Measure {
  /** What is invoiced. */
  BILLED,
  /** With purchases spread over what they cover. */
  EFFECTIVE,
  /** At list prices. */
  LIST,
  /** At negotiated prices, before commitments. */
  CONTRACTED;

  /** What a row says; null if nothing. */
  BigDecimal of(FocusCharge row) {
    return switch (this) {
      case BILLED -> row.getBilledCost();
      case EFFECTIVE -> row.getEffectiveCost();
      case LIST -> row.getListCost();
      case CONTRACTED -> row.getContractedCost();
    };
  }

  /** How it is named in parameters and results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
