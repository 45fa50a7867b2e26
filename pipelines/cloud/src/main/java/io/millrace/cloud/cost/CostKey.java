package io.millrace.cloud.cost;

/**
 * What costs are summed by; times in us since 1970-01-01T00:00:00Z.
 *
 * @param period the ordinal of the {@link Period}, for the hash of an enum differs between JVMs
 */
public record CostKey(
    int period,
    long windowStart,
    long windowEnd,
    long billingStart,
    long billingEnd,
    String currency,
    String series) {

  /**
   * Spelled out, for a key's hash decides where its state lives, and that of a record may differ
   * between JDKs.
   */
  @Override
  public int hashCode() {
    int hash = 31 * period + Long.hashCode(windowStart);
    hash = 31 * hash + Long.hashCode(windowEnd);
    hash = 31 * hash + Long.hashCode(billingStart);
    hash = 31 * hash + Long.hashCode(billingEnd);
    return 31 * (31 * hash + currency.hashCode()) + series.hashCode();
  }
}
