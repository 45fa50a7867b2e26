package io.millrace.sql.functions;

import io.millrace.operators.statistics.Quantiles;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The values of a group, sketched, and which quantile of them is asked for. */
public final class SketchedQuantile {
  /** How it is kept and sent. */
  public static final Codec<SketchedQuantile> CODEC = new SketchedQuantileCodec();

  /** No row has said yet which quantile. */
  private static final double UNKNOWN = -1;

  /** The rows disagree, or asked for what is no quantile. */
  private static final double INVALID = Double.NaN;

  private Quantiles added = new Quantiles();

  /** What was retracted before it was added, as parts of a group may see it. */
  private Quantiles removed = new Quantiles();

  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double quantile = UNKNOWN;
  private long notFinite;

  void add(double value, Double q) {
    ask(q);
    if (Double.isFinite(value)) {
      added.add(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
    } else {
      notFinite++;
    }
  }

  void remove(double value) {
    if (Double.isFinite(value)) {
      removed.add(value);
    } else {
      notFinite--;
    }
  }

  void add(SketchedQuantile other) {
    added.add(other.added);
    removed.add(other.removed);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    notFinite += other.notFinite;
    if (other.quantile != UNKNOWN) {
      ask(other.quantile);
    }
  }

  /** Null if there is no value, one that is not finite, or no one quantile that was asked for. */
  Double value() {
    settle();
    boolean known = quantile >= 0 && notFinite == 0 && added.count() > 0;
    return known ? added.value(quantile, min, max) : null;
  }

  private void ask(Double q) {
    if (q == null || !(q >= 0 && q <= 1) || (quantile != UNKNOWN && quantile != q)) {
      quantile = INVALID;
    } else {
      quantile = q;
    }
  }

  private void settle() {
    if (removed.count() > 0) {
      Quantiles left = added.minus(removed);
      removed = removed.minus(added);
      added = left;
    }
  }

  /** How it is kept and sent. */
  public static final class SketchedQuantileCodec implements Codec<SketchedQuantile> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(SketchedQuantile value, DataOutput target) throws IOException {
      value.settle();
      value.added.write(target);
      value.removed.write(target);
      target.writeDouble(value.min);
      target.writeDouble(value.max);
      target.writeDouble(value.quantile);
      target.writeLong(value.notFinite);
    }

    @Override
    public SketchedQuantile read(DataInput source, int version) throws IOException {
      SketchedQuantile value = new SketchedQuantile();
      value.added = Quantiles.read(source);
      value.removed = Quantiles.read(source);
      value.min = source.readDouble();
      value.max = source.readDouble();
      value.quantile = source.readDouble();
      value.notFinite = source.readLong();
      return value;
    }

    @Override
    public SketchedQuantile copy(SketchedQuantile value) {
      SketchedQuantile copy = new SketchedQuantile();
      copy.added = value.added.copy();
      copy.removed = value.removed.copy();
      copy.min = value.min;
      copy.max = value.max;
      copy.quantile = value.quantile;
      copy.notFinite = value.notFinite;
      return copy;
    }

    @Override
    public Class<SketchedQuantile> type() {
      return SketchedQuantile.class;
    }
  }
}
