package io.millrace.cloud.cost;

import io.millrace.schemas.cloud.CostBearer;
import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.Nullables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What counts of one row of a bill; times in us since 1970-01-01T00:00:00Z. It can't be changed.
 *
 * @param sequence which statement of the row it is
 * @param export of statements with one sequence, the export that it came with
 * @param withdrawn whether the row counts for nothing
 * @param start of the charge period
 * @param series the group that it counts in
 * @param costs one for each {@link Measure}, in their order; null where the row does not say it
 * @param claims who bears it, one for each dimension
 */
record Charge(
    long sequence,
    long export,
    boolean withdrawn,
    long start,
    long billingStart,
    long billingEnd,
    String currency,
    String series,
    List<BigDecimal> costs,
    List<Claim> claims) {
  static final Codec<Charge> CODEC = new ChargeCodec();

  /** How it is kept and sent. */
  public static final class ChargeCodec implements Codec<Charge> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Charge value, DataOutput target) throws IOException {
      target.writeLong(value.sequence);
      target.writeLong(value.export);
      target.writeBoolean(value.withdrawn);
      target.writeLong(value.start);
      target.writeLong(value.billingStart);
      target.writeLong(value.billingEnd);
      Nullables.writeText(value.currency, target);
      Nullables.writeText(value.series, target);
      for (BigDecimal cost : value.costs) {
        Nullables.writeDecimal(cost, target);
      }
      target.writeInt(value.claims.size());
      for (Claim claim : value.claims) {
        Nullables.writeText(claim.dimension(), target);
        Nullables.writeText(claim.bearer().kind().name(), target);
        Nullables.writeText(claim.bearer().item(), target);
      }
    }

    @Override
    public Charge read(DataInput source, int version) throws IOException {
      long sequence = source.readLong();
      long export = version < 2 ? 0 : source.readLong();
      boolean withdrawn = source.readBoolean();
      long start = source.readLong();
      long billingStart = source.readLong();
      long billingEnd = source.readLong();
      String currency = Nullables.readText(source);
      String series = Nullables.readText(source);
      List<BigDecimal> costs = new ArrayList<>();
      for (int i = 0; i < Measure.values().length; i++) {
        costs.add(Nullables.readDecimal(source));
      }
      List<Claim> claims = new ArrayList<>();
      for (int left = source.readInt(); left > 0; left--) {
        String dimension = Nullables.readText(source);
        CostBearer kind = CostBearer.valueOf(Nullables.readText(source));
        claims.add(new Claim(dimension, new Bearer(kind, Nullables.readText(source))));
      }
      return new Charge(
          sequence,
          export,
          withdrawn,
          start,
          billingStart,
          billingEnd,
          currency,
          series,
          costs,
          List.copyOf(claims));
    }

    @Override
    public Charge copy(Charge value) {
      return value;
    }

    @Override
    public Class<Charge> type() {
      return Charge.class;
    }
  }
}
