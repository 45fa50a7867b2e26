package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.WindowKind;
import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.Nullables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What has been said of one window.
 *
 * @param results how many results there were, so the revision of the next
 * @param complete whether one of them was final
 * @param retracted whether the last of them took all of it back
 */
record Emission(PlantWindow window, int results, boolean complete, boolean retracted) {
  static final Codec<Emission> CODEC = new EmissionCodec();

  static Emission none(PlantWindow window) {
    return new Emission(window, 0, false, false);
  }

  Emission afterProvisional() {
    return new Emission(window, results + 1, complete, false);
  }

  Emission afterComplete() {
    return new Emission(window, results + 1, true, false);
  }

  Emission afterRetraction() {
    return new Emission(window, results + 1, complete, true);
  }

  /** How it is kept. */
  public static final class EmissionCodec implements Codec<Emission> {
    private static final long serialVersionUID = 1L;

    /** For Flink, which makes it by its class when it restores. */
    public EmissionCodec() {}

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Emission value, DataOutput target) throws IOException {
      Nullables.writeText(value.window.kind().name(), target);
      target.writeLong(value.window.start());
      target.writeLong(value.window.end());
      target.writeInt(value.results);
      target.writeBoolean(value.complete);
      target.writeBoolean(value.retracted);
    }

    @Override
    public Emission read(DataInput source, int version) throws IOException {
      WindowKind kind = WindowKind.valueOf(Nullables.readText(source));
      PlantWindow window = new PlantWindow(kind, source.readLong(), source.readLong());
      return new Emission(window, source.readInt(), source.readBoolean(), source.readBoolean());
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
