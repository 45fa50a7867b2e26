package io.millrace.operators.distinct;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many different values there were, in at most 4 KiB: HyperLogLog of Apache DataSketches with
 * 2^12 registers, after Flajolet et al., "HyperLogLog: the analysis of a near-optimal cardinality
 * estimation algorithm", 2007.
 *
 * <p>The composite estimate is taken, which depends on the registers alone, so that neither order
 * nor grouping matters; the usual one depends on the history. -0.0 and 0.0 are one value. Not
 * thread-safe.
 */
public final class DistinctCount {
  /** How it is kept and sent. */
  public static final Codec<DistinctCount> CODEC = new DistinctCountCodec();

  private static final int LOG_REGISTERS = 12;

  /**
   * The relative standard error of the estimate of many values; of fewer than 100 it is far less.
   */
  public static final double RELATIVE_STANDARD_ERROR = 1.04 / Math.sqrt(1 << LOG_REGISTERS);

  /** Stands for no bytes at all, which the sketch would ignore. */
  private static final long[] EMPTY = {0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL};

  private final Union registers;

  /** A count of no values. */
  public DistinctCount() {
    this(new Union(LOG_REGISTERS));
  }

  private DistinctCount(Union registers) {
    this.registers = registers;
  }

  /** Adds a number. */
  public void add(long value) {
    registers.update(value);
  }

  /** Adds a number; all that are not a number are one. */
  public void add(double value) {
    registers.update(value);
  }

  /** Adds a text. */
  public void add(String value) {
    add(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes. */
  public void add(byte[] value) {
    if (value.length == 0) {
      registers.update(EMPTY);
    } else {
      registers.update(value);
    }
  }

  /** Adds the values of another count, which stays as it is. */
  public void add(DistinctCount other) {
    registers.update(other.registers.getResult(TgtHllType.HLL_8));
  }

  /** The estimated number of different values; exact if none or one. */
  public long estimate() {
    return Math.round(registers.getCompositeEstimate());
  }

  @Override
  public String toString() {
    return "DistinctCount[" + estimate() + "]";
  }

  /** How it is kept and sent. */
  public static final class DistinctCountCodec implements Codec<DistinctCount> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(DistinctCount value, DataOutput target) throws IOException {
      byte[] bytes = value.registers.toCompactByteArray();
      target.writeInt(bytes.length);
      target.write(bytes);
    }

    @Override
    public DistinctCount read(DataInput source, int version) throws IOException {
      byte[] bytes = new byte[source.readInt()];
      source.readFully(bytes);
      return new DistinctCount(Union.heapify(bytes));
    }

    @Override
    public DistinctCount copy(DistinctCount value) {
      HllSketch sketch = value.registers.getResult(TgtHllType.HLL_8);
      DistinctCount copy = new DistinctCount();
      copy.registers.update(sketch);
      return copy;
    }

    @Override
    public Class<DistinctCount> type() {
      return DistinctCount.class;
    }
  }
}
