package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is kept of one group and window.
 *
 * @param shown what the last result said; no rows if there was none, or it was retracted
 * @param revision of the next result
 * @param closed whether a FINAL result was given
 */
record CostState(Totals totals, Totals shown, int revision, boolean closed) {
  static final CostState NEW = new CostState(Totals.NONE, Totals.NONE, 0, false);
  static final Codec<CostState> CODEC = new CostStateCodec();

  CostState plus(Totals change) {
    return new CostState(totals.plus(change), shown, revision, closed);
  }

  /** After a result. */
  CostState shown(boolean nowClosed) {
    return new CostState(totals, totals, revision + 1, closed || nowClosed);
  }

  /** How it is kept. */
  public static final class CostStateCodec implements Codec<CostState> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(CostState value, DataOutput target) throws IOException {
      Totals.CODEC.write(value.totals, target);
      Totals.CODEC.write(value.shown, target);
      target.writeInt(value.revision);
      target.writeBoolean(value.closed);
    }

    @Override
    public CostState read(DataInput source, int version) throws IOException {
      return new CostState(
          Totals.CODEC.read(source, 1),
          Totals.CODEC.read(source, 1),
          source.readInt(),
          source.readBoolean());
    }

    @Override
    public CostState copy(CostState value) {
      return value;
    }

    @Override
    public Class<CostState> type() {
      return CostState.class;
    }
  }
}
