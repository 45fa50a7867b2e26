package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A row that counts from now on, or that no longer does. */
record Movement(boolean added, Charge charge) {
  static final Codec<Movement> CODEC = new MovementCodec();

  /** How it is sent. */
  public static final class MovementCodec implements Codec<Movement> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Movement value, DataOutput target) throws IOException {
      target.writeBoolean(value.added);
      Charge.CODEC.write(value.charge, target);
    }

    @Override
    public Movement read(DataInput source, int version) throws IOException {
      return new Movement(source.readBoolean(), Charge.CODEC.read(source, version));
    }

    @Override
    public Movement copy(Movement value) {
      return value;
    }

    @Override
    public Class<Movement> type() {
      return Movement.class;
    }
  }
}
