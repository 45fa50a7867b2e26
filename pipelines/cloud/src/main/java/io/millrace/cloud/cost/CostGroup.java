package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.FocusCharge;
import java.util.Locale;

/** What rows may be grouped by, and allocated to. */
public enum CostGroup {
  /** Who made the service available. */
  PROVIDER,
  /** The service, in the words of its provider. */
  SERVICE,
  /** What kind of service it is. */
  SERVICE_CATEGORY,
  /** The region. */
  REGION,
  /** The account, subscription or project within the billing account. */
  SUB_ACCOUNT,
  /** Usage, Purchase, Tax, Credit or Adjustment. */
  CHARGE_CATEGORY,
  /** One-Time, Recurring or Usage-Based. */
  CHARGE_FREQUENCY,
  /** Standard, Dynamic, Committed or Other. */
  PRICING_CATEGORY;

  /** What a row says, spelled as FOCUS spells it; null if nothing. */
  String of(FocusCharge row) {
    return switch (this) {
      case PROVIDER -> FocusValues.text(row.getProvider());
      case SERVICE -> FocusValues.text(row.getService());
      case SERVICE_CATEGORY -> FocusValues.SERVICE_CATEGORY.normalised(row.getServiceCategory());
      case REGION -> FocusValues.text(row.getRegion());
      case SUB_ACCOUNT -> FocusValues.text(row.getSubAccountId());
      case CHARGE_CATEGORY -> FocusValues.CHARGE_CATEGORY.normalised(row.getChargeCategory());
      case CHARGE_FREQUENCY -> FocusValues.CHARGE_FREQUENCY.normalised(row.getChargeFrequency());
      case PRICING_CATEGORY -> FocusValues.PRICING_CATEGORY.normalised(row.getPricingCategory());
    };
  }

  /** The column that shows it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it is named in parameters. */
  String label() {
    return column().replace('_', '-');
  }
}
