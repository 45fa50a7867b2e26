package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which results of an allocation were given.
 *
 * @param revision of the next
 * @param closed whether a FINAL one was given
 */
record Standing(int revision, boolean closed) {
  static final Standing NEW = new Standing(0, false);
  static final Codec<Standing> CODEC = new StandingCodec();

  /** After a result. */
  Standing shown(boolean nowClosed) {
    return new Standing(revision + 1, closed || nowClosed);
  }

  /** How it is kept. */
  public static final class StandingCodec implements Codec<Standing> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Standing value, DataOutput target) throws IOException {
      target.writeInt(value.revision);
      target.writeBoolean(value.closed);
    }

    @Override
    public Standing read(DataInput source, int version) throws IOException {
      return new Standing(source.readInt(), source.readBoolean());
    }

    @Override
    public Standing copy(Standing value) {
      return value;
    }

    @Override
    public Class<Standing> type() {
      return Standing.class;
    }
  }
}
