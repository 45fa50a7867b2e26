package io.millrace.simulators.bills;

import java.math.BigDecimal;

/**
 * One statement of one row of a bill.
 *
 * @param number tells the row from all others
 * @param sequence which statement of the row it is, from 0 on
 * @param withdrawn whether the row is taken back
 * @param subAccount null where the row is of the whole account; likewise {@code team}
 * @param kind what it charges for
 * @param commitment the commitment that it is of; null if of none
 * @param charge when it was used
 * @param billing the period that it is billed in
 */
public record BillRow(
    long number,
    long sequence,
    boolean withdrawn,
    Provider provider,
    String service,
    String subAccount,
    String team,
    Kind kind,
    String commitment,
    Interval charge,
    Interval billing,
    Costs costs) {

  /** What a row charges for, as the columns of FOCUS say it. */
  enum Kind {
    ON_DEMAND("Usage", "Usage-Based", "Standard"),
    COMMITTED("Usage", "Usage-Based", "Committed"),
    UNUSED("Usage", "Usage-Based", "Committed"),
    PURCHASE("Purchase", "Recurring", "Committed"),
    SUPPORT("Usage", "Recurring", "Standard"),
    CORRECTION("Usage", "Usage-Based", "Standard"),
    CREDIT("Credit", "One-Time", null),
    TAX("Tax", "Recurring", null);

    final String category;
    final String frequency;
    final String pricing;

    Kind(String category, String frequency, String pricing) {
      this.category = category;
      this.frequency = frequency;
      this.pricing = pricing;
    }
  }

  /** What tells a statement from all others. */
  public record Id(String description, long sequence) {}

  /** What tells it from all others. */
  public Id id() {
    return new Id(description(), sequence);
  }

  /** In words, unlike those of any other row. */
  String description() {
    return kind + " " + number;
  }

  BillRow restated(BigDecimal factor) {
    return next(false, subAccount, team, costs.times(factor));
  }

  BillRow moved(String otherAccount) {
    return next(false, otherAccount, team, costs);
  }

  BillRow retagged(String otherTeam) {
    return next(false, subAccount, otherTeam, costs);
  }

  BillRow takenBack() {
    return next(true, subAccount, team, costs);
  }

  private BillRow next(boolean back, String account, String tag, Costs now) {
    return new BillRow(
        number,
        sequence + 1,
        back,
        provider,
        service,
        account,
        tag,
        kind,
        commitment,
        charge,
        billing,
        now);
  }
}
