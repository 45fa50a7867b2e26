package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By what a row is known again when the bill restates it. */
final class ChargeIdentity {
  private static final int BYTES = 16;

  private ChargeIdentity() {}

  /**
   * A hash of 128 bits of what the row is called and when it begins, for some bills use one name
   * for each interval; where it has no name of its own, of what it charges for: everything but
   * costs, quantities and tags.
   */
  static String of(FocusCharge row) {
    MessageDigest digest = sha256();
    addBill(digest, row);
    String name = FocusValues.text(row.getChargeId());
    add(digest, name);
    add(digest, row.getEventTime().toString());
    if (name == null) {
      describe(digest, row);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** A hash of 64 bits of the bill that a row is on: its provider, account and billing period. */
  static long bill(FocusCharge row) {
    MessageDigest digest = sha256();
    addBill(digest, row);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static void addBill(MessageDigest digest, FocusCharge row) {
    add(digest, FocusValues.text(row.getProvider()));
    add(digest, FocusValues.text(row.getBillingAccountId()));
    add(digest, row.getBillingPeriodStart().toString());
    add(digest, row.getBillingPeriodEnd().toString());
  }

  /** Whether the row has a name of its own. */
  static boolean isNamed(FocusCharge row) {
    return FocusValues.text(row.getChargeId()) != null;
  }

  private static void describe(MessageDigest digest, FocusCharge row) {
    add(digest, row.getChargePeriodEnd() == null ? null : row.getChargePeriodEnd().toString());
    add(digest, row.getBillingCurrency());
    add(digest, FocusValues.text(row.getSubAccountId()));
    add(digest, FocusValues.text(row.getService()));
    add(digest, FocusValues.text(row.getRegion()));
    add(digest, FocusValues.text(row.getAvailabilityZone()));
    add(digest, FocusValues.text(row.getResourceId()));
    add(digest, FocusValues.text(row.getSkuId()));
    add(digest, FocusValues.text(row.getSkuPriceId()));
    add(digest, CostGroup.CHARGE_CATEGORY.of(row));
    add(digest, FocusValues.text(row.getChargeClass()));
    add(digest, CostGroup.CHARGE_FREQUENCY.of(row));
    add(digest, FocusValues.text(row.getChargeDescription()));
    add(digest, CostGroup.PRICING_CATEGORY.of(row));
    add(digest, FocusValues.text(row.getCommitmentDiscountId()));
    add(digest, FocusValues.COMMITMENT_STATUS.normalised(row.getCommitmentDiscountStatus()));
    add(digest, FocusValues.text(row.getDetails()));
  }

  /** With its length, so that no two rows run into one another. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text == null ? -1 : bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
