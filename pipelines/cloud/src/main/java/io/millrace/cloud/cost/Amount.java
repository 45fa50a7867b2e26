package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Nullables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * An exact sum of costs, of which rows can be taken out again.
 *
 * @param sum null where no row says the cost, which is not 0
 * @param stated how many rows say it
 */
record Amount(BigDecimal sum, long stated) {
  static final Amount NONE = new Amount(null, 0);

  /** What one row says; null for nothing. */
  static Amount of(BigDecimal cost) {
    return cost == null ? NONE : new Amount(cost, 1);
  }

  Amount plus(Amount other) {
    if (other.stated == 0) {
      return this;
    } else if (stated == 0) {
      return other;
    }
    long rows = stated + other.stated;
    return rows == 0 ? NONE : new Amount(sum.add(other.sum), rows);
  }

  Amount negated() {
    return stated == 0 ? this : new Amount(sum.negate(), -stated);
  }

  void write(DataOutput target) throws IOException {
    target.writeLong(stated);
    if (stated != 0) {
      Nullables.writeDecimal(sum, target);
    }
  }

  static Amount read(DataInput source) throws IOException {
    long stated = source.readLong();
    return stated == 0 ? NONE : new Amount(Nullables.readDecimal(source), stated);
  }
}
