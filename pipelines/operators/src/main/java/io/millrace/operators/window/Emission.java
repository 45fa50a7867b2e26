package io.millrace.operators.window;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What has been said of one window of one key.
 *
 * @param results how many results there were, so the revision of the next
 * @param complete whether one of them was final
 * @param changed whether events came since the last one, where early results are asked for
 */
record Emission(int results, boolean complete, boolean changed) {
  static final Emission NONE = new Emission(0, false, false);
  static final Codec<Emission> CODEC = new EmissionCodec();

  Emission afterChange() {
    return new Emission(results, complete, true);
  }

  Emission afterEarlyResult() {
    return new Emission(results + 1, complete, false);
  }

  Emission afterCompleteResult() {
    return new Emission(results + 1, true, false);
  }

  /** How it is kept. */
  public static final class EmissionCodec implements Codec<Emission> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Emission value, DataOutput target) throws IOException {
      target.writeInt(value.results);
      target.writeBoolean(value.complete);
      target.writeBoolean(value.changed);
    }

    @Override
    public Emission read(DataInput source, int version) throws IOException {
      return new Emission(source.readInt(), source.readBoolean(), source.readBoolean());
    }

    @Override
    public Emission copy(Emission value) {
      return value;
    }

    @Override
    public Class<Emission> type() {
      return Emission.class;
    }
  }
}
