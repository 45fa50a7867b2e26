package io.millrace.formats.value;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.sdk.ErrorCode;
import java.math.BigDecimal;
import org.apache.avro.LogicalTypes;

/** Decimal numbers with a fixed number of places. */
public final class Decimals {
  private Decimals() {}

  /**
   * A number with the places of its type. Never rounded: money that does not fit is refused.
   *
   * @throws BadRecordException WRONG_FIELD if the number has more digits than the type
   */
  public static BigDecimal fit(BigDecimal value, LogicalTypes.Decimal type)
      throws BadRecordException {
    // Stripped first: only so is a number such as 1e-999999999 refused without being written out.
    BigDecimal shortest = value.stripTrailingZeros();
    int before = shortest.signum() == 0 ? 0 : shortest.precision() - shortest.scale();
    if (shortest.scale() > type.getScale() || before > type.getPrecision() - type.getScale()) {
      throw new BadRecordException(
          ErrorCode.WRONG_FIELD,
          "expected a number of at most "
              + (type.getPrecision() - type.getScale())
              + " digits before the point and "
              + type.getScale()
              + " after it, got "
              + Excerpt.of(value.toString()));
    }
    return shortest.setScale(type.getScale());
  }
}
