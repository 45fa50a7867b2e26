package io.millrace.cloud.cost;

/** What costs are allocated within; times in us since 1970-01-01T00:00:00Z. */
public record AllocationKey(String dimension, long billingStart, long billingEnd, String currency) {

  /**
   * Spelled out, for a key's hash decides where its state lives, and that of a record may differ
   * between JDKs.
   */
  @Override
  public int hashCode() {
    int hash = 31 * dimension.hashCode() + Long.hashCode(billingStart);
    return 31 * (31 * hash + Long.hashCode(billingEnd)) + currency.hashCode();
  }
}
