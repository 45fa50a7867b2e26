package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the rows of one bearer come to.
 *
 * @param rows how many; less than 0 where rows are to be taken out
 */
record Holding(long rows, Amount cost) {
  static final Holding NONE = new Holding(0, Amount.NONE);
  static final Codec<Holding> CODEC = new HoldingCodec();

  Holding plus(Holding other) {
    return new Holding(rows + other.rows, cost.plus(other.cost));
  }

  /** How it is kept and sent. */
  public static final class HoldingCodec implements Codec<Holding> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Holding value, DataOutput target) throws IOException {
      target.writeLong(value.rows);
      value.cost.write(target);
    }

    @Override
    public Holding read(DataInput source, int version) throws IOException {
      return new Holding(source.readLong(), Amount.read(source));
    }

    @Override
    public Holding copy(Holding value) {
      return value;
    }

    @Override
    public Class<Holding> type() {
      return Holding.class;
    }
  }
}
