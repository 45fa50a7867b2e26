package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What rows of a bill come to. It can't be changed.
 *
 * @param rows how many; less than 0 where rows are to be taken out
 * @param amounts one for each {@link Measure}, in their order
 */
record Totals(long rows, List<Amount> amounts) {
  static final Totals NONE =
      new Totals(0, List.of(Amount.NONE, Amount.NONE, Amount.NONE, Amount.NONE));
  static final Codec<Totals> CODEC = new TotalsCodec();

  /** One row, or one row less. */
  static Totals of(boolean added, List<BigDecimal> costs) {
    List<Amount> amounts = new ArrayList<>();
    for (BigDecimal cost : costs) {
      Amount amount = Amount.of(cost);
      amounts.add(added ? amount : amount.negated());
    }
    return new Totals(added ? 1 : -1, List.copyOf(amounts));
  }

  Totals plus(Totals other) {
    List<Amount> sums = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      sums.add(amounts.get(i).plus(other.amounts.get(i)));
    }
    return new Totals(rows + other.rows, List.copyOf(sums));
  }

  Amount amount(Measure measure) {
    return amounts.get(measure.ordinal());
  }

  /** How they are kept and sent. */
  public static final class TotalsCodec implements Codec<Totals> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Totals value, DataOutput target) throws IOException {
      target.writeLong(value.rows);
      for (Amount amount : value.amounts) {
        amount.write(target);
      }
    }

    @Override
    public Totals read(DataInput source, int version) throws IOException {
      long rows = source.readLong();
      List<Amount> amounts = new ArrayList<>();
      for (int i = 0; i < Measure.values().length; i++) {
        amounts.add(Amount.read(source));
      }
      return new Totals(rows, List.copyOf(amounts));
    }

    @Override
    public Totals copy(Totals value) {
      return value;
    }

    @Override
    public Class<Totals> type() {
      return Totals.class;
    }
  }
}
