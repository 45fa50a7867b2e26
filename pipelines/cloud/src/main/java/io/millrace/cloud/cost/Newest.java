package io.millrace.cloud.cost;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The newest export that a charge, or charges alike, came with.
 *
 * @param sequence which statement of the charges it brought
 * @param export of those with one sequence
 * @param rows how many it brought
 * @param billingEnd of the charges, in us since 1970-01-01T00:00:00Z
 * @param bill that the charges are on, as {@link ChargeIdentity#bill} says
 */
record Newest(long sequence, long export, long rows, long billingEnd, long bill) {
  static final Codec<Newest> CODEC = new NewestCodec();

  static Newest of(Charge charge, long bill) {
    return new Newest(charge.sequence(), charge.export(), 1, charge.billingEnd(), bill);
  }

  /** Less than 0 if the other is newer, more than 0 if it is older. */
  int compareTo(Newest other) {
    int bySequence = Long.compare(sequence, other.sequence);
    return bySequence == 0 ? Long.compare(export, other.export) : bySequence;
  }

  /** The newer of two. */
  Newest or(Newest other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** With one row more. */
  Newest andOne() {
    return new Newest(sequence, export, rows + 1, billingEnd, bill);
  }

  /** How it is kept. */
  public static final class NewestCodec implements Codec<Newest> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Newest value, DataOutput target) throws IOException {
      target.writeLong(value.sequence);
      target.writeLong(value.export);
      target.writeLong(value.rows);
      target.writeLong(value.billingEnd);
      target.writeLong(value.bill);
    }

    @Override
    public Newest read(DataInput source, int version) throws IOException {
      return new Newest(
          source.readLong(),
          source.readLong(),
          source.readLong(),
          source.readLong(),
          source.readLong());
    }

    @Override
    public Newest copy(Newest value) {
      return value;
    }

    @Override
    public Class<Newest> type() {
      return Newest.class;
    }
  }
}
