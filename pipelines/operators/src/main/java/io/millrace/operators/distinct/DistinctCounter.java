package io.millrace.operators.distinct;

import io.millrace.operators.statistics.VariableLength;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How many different values there were: HyperLogLog (Flajolet et al. 2007) of Apache DataSketches.
 * The values themselves are not kept.
 *
 * <p>The estimate is the composite one, which depends on the set of values alone; the more precise
 * one that the library prefers depends on their order. With fewer than {@code 3 * 2^precision / 32}
 * values it is exact but for collisions of hashes of 26 bits; with more, its relative standard
 * error is {@code 1.04 / sqrt(2^precision)}. Memory is at most {@code 2^precision} bytes.
 */
public final class DistinctCounter {
  /** How a counter is kept and sent. */
  public static final Codec<DistinctCounter> CODEC = new DistinctCounterCodec();

  /** Stands for no bytes, which the library would pass over in silence. */
  private static final long[] EMPTY = {0x9E3779B97F4A7C15L, 0xC2B2AE3D27D4EB4FL};

  private final int precision;
  private final Union union;

  /**
   * A counter of no values.
   *
   * @param precision from 4 to 21; of two counters that are added, both have to have the same
   */
  public DistinctCounter(int precision) {
    this(precision, new Union(precision));
  }

  private DistinctCounter(int precision, Union union) {
    this.precision = precision;
    this.union = union;
  }

  /** Adds a text; one that was added before changes nothing. */
  public void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public void add(long number) {
    union.update(number);
  }

  /** Adds a number; the two zeros are one, and so is all that is not a number. */
  public void add(double number) {
    union.update(number);
  }

  /** Adds bytes, as the text that they may be. */
  public void add(byte[] bytes) {
    if (bytes.length == 0) {
      union.update(EMPTY);
    } else {
      union.update(bytes);
    }
  }

  /** Adds the values of another counter, which stays as it is. */
  public void add(DistinctCounter other) {
    if (!other.union.isEmpty()) {
      union.update(other.union.getResult(TgtHllType.HLL_8));
    }
  }

  /** Whether no value was added. */
  public boolean isEmpty() {
    return union.isEmpty();
  }

  /** How many different values were added, about. */
  public long estimate() {
    return Math.round(union.getCompositeEstimate());
  }

  @Override
  public String toString() {
    return "DistinctCounter[about " + estimate() + "]";
  }

  /** How a counter is kept and sent. */
  public static final class DistinctCounterCodec implements Codec<DistinctCounter> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(DistinctCounter value, DataOutput target) throws IOException {
      byte[] bytes = value.union.toCompactByteArray();
      target.writeByte(value.precision);
      VariableLength.write(bytes.length, target);
      target.write(bytes);
    }

    @Override
    public DistinctCounter read(DataInput source, int version) throws IOException {
      int precision = source.readUnsignedByte();
      byte[] bytes = new byte[(int) VariableLength.read(source)];
      source.readFully(bytes);
      return new DistinctCounter(precision, Union.heapify(Memory.wrap(bytes)));
    }

    @Override
    public DistinctCounter copy(DistinctCounter value) {
      DistinctCounter copy = new DistinctCounter(value.precision);
      copy.add(value);
      return copy;
    }

    @Override
    public Class<DistinctCounter> type() {
      return DistinctCounter.class;
    }
  }
}
