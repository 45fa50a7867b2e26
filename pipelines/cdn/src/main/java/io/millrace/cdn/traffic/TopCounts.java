package io.millrace.cdn.traffic;

import io.millrace.operators.heavyhitters.HeavyHitters;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The items that occur most, by dimension. */
record TopCounts(Map<TopDimension, HeavyHitters> byDimension) {
  static final Codec<TopCounts> CODEC = new TopCountsCodec();

  static TopCounts empty() {
    return new TopCounts(new EnumMap<>(TopDimension.class));
  }

  void add(TopCounts other) {
    other.byDimension.forEach(
        (dimension, from) -> {
          HeavyHitters into = byDimension.get(dimension);
          if (into == null) {
            byDimension.put(dimension, HeavyHitters.CODEC.copy(from));
          } else {
            into.add(from);
          }
        });
  }

  /** How they are kept and sent. */
  public static final class TopCountsCodec implements Codec<TopCounts> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(TopCounts value, DataOutput target) throws IOException {
      target.writeByte(value.byDimension.size());
      for (Map.Entry<TopDimension, HeavyHitters> entry : value.byDimension.entrySet()) {
        target.writeUTF(entry.getKey().name());
        HeavyHitters.CODEC.write(entry.getValue(), target);
      }
    }

    @Override
    public TopCounts read(DataInput source, int version) throws IOException {
      TopCounts counts = empty();
      for (int left = source.readUnsignedByte(); left > 0; left--) {
        TopDimension dimension = TopDimension.valueOf(source.readUTF());
        counts.byDimension.put(dimension, HeavyHitters.CODEC.read(source, 1));
      }
      return counts;
    }

    @Override
    public TopCounts copy(TopCounts value) {
      TopCounts copy = empty();
      copy.add(value);
      return copy;
    }

    @Override
    public Class<TopCounts> type() {
      return TopCounts.class;
    }
  }
}
