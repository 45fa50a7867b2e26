package io.millrace.sql.functions;

import io.millrace.operators.statistics.ExactSum;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The exact sum of the values of a group, all of one type. */
public final class ExactTotal {
  /** How it is kept and sent. */
  public static final Codec<ExactTotal> CODEC = new ExactTotalCodec();

  /** What DECIMAL can hold. */
  private static final int MAX_DIGITS = 38;

  private enum Kind {
    FLOATING,
    DECIMAL,
    INTEGER
  }

  private static final Kind[] KINDS = Kind.values();

  /** Below zero where more was retracted than added, as parts of a group may see it. */
  private long rows;

  private long notFinite;
  private Kind kind = Kind.FLOATING;
  private ExactSum floating = new ExactSum();
  private BigDecimal decimal = BigDecimal.ZERO;

  /** Adds a value, or with {@code times} -1 takes it out again. */
  void add(double value, int times) {
    kind = Kind.FLOATING;
    rows += times;
    if (Double.isFinite(value)) {
      floating.add(times * value);
    } else {
      notFinite += times;
    }
  }

  void add(long value, int times) {
    add(BigDecimal.valueOf(value), times);
    kind = Kind.INTEGER;
  }

  void add(BigDecimal value, int times) {
    kind = Kind.DECIMAL;
    rows += times;
    decimal = times > 0 ? decimal.add(value) : decimal.subtract(value);
  }

  void add(ExactTotal other) {
    if (other.kind != Kind.FLOATING) {
      kind = other.kind;
    }
    rows += other.rows;
    notFinite += other.notFinite;
    floating.add(other.floating);
    decimal = decimal.add(other.decimal);
  }

  /**
   * A Double, BigDecimal or Long, as the values were; null if there is no value, one that is not
   * finite, or if the sum is beyond the range of the type.
   */
  Object value() {
    if (rows == 0 || notFinite != 0) {
      return null;
    }
    return switch (kind) {
      case FLOATING -> finiteOrNull(floating.value());
      case DECIMAL -> decimal.precision() <= MAX_DIGITS ? decimal : null;
      case INTEGER -> decimal.toBigInteger().bitLength() < Long.SIZE ? decimal.longValue() : null;
    };
  }

  private static Double finiteOrNull(double sum) {
    return Double.isFinite(sum) ? sum : null;
  }

  /** How it is kept and sent. */
  public static final class ExactTotalCodec implements Codec<ExactTotal> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(ExactTotal value, DataOutput target) throws IOException {
      target.writeByte(value.kind.ordinal());
      target.writeLong(value.rows);
      if (value.kind == Kind.FLOATING) {
        target.writeLong(value.notFinite);
        value.floating.write(target);
      } else {
        byte[] unscaled = value.decimal.unscaledValue().toByteArray();
        target.writeInt(value.decimal.scale());
        target.writeInt(unscaled.length);
        target.write(unscaled);
      }
    }

    @Override
    public ExactTotal read(DataInput source, int version) throws IOException {
      ExactTotal value = new ExactTotal();
      value.kind = KINDS[source.readByte()];
      value.rows = source.readLong();
      if (value.kind == Kind.FLOATING) {
        value.notFinite = source.readLong();
        value.floating = ExactSum.read(source);
      } else {
        int scale = source.readInt();
        byte[] unscaled = new byte[source.readInt()];
        source.readFully(unscaled);
        value.decimal = new BigDecimal(new BigInteger(unscaled), scale);
      }
      return value;
    }

    @Override
    public ExactTotal copy(ExactTotal value) {
      ExactTotal copy = new ExactTotal();
      copy.rows = value.rows;
      copy.notFinite = value.notFinite;
      copy.kind = value.kind;
      copy.floating = value.floating.copy();
      copy.decimal = value.decimal;
      return copy;
    }

    @Override
    public Class<ExactTotal> type() {
      return ExactTotal.class;
    }
  }
}
