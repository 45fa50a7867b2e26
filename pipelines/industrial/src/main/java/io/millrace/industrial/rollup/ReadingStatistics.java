package io.millrace.industrial.rollup;

import io.millrace.operators.statistics.FirstLast;
import io.millrace.operators.statistics.Summary;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is kept of the readings of one sensor in one pane or window. Equal readings in any order
 * give equal statistics, to the bit.
 */
record ReadingStatistics(Summary values, FirstLast edges) {
  static final Codec<ReadingStatistics> CODEC = new ReadingStatisticsCodec();

  static ReadingStatistics empty() {
    return new ReadingStatistics(new Summary(), new FirstLast());
  }

  /** How they are kept and sent. */
  public static final class ReadingStatisticsCodec implements Codec<ReadingStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(ReadingStatistics value, DataOutput target) throws IOException {
      Summary.CODEC.write(value.values, target);
      FirstLast.CODEC.write(value.edges, target);
    }

    @Override
    public ReadingStatistics read(DataInput source, int version) throws IOException {
      return new ReadingStatistics(Summary.CODEC.read(source, 1), FirstLast.CODEC.read(source, 1));
    }

    @Override
    public ReadingStatistics copy(ReadingStatistics value) {
      return new ReadingStatistics(
          Summary.CODEC.copy(value.values), FirstLast.CODEC.copy(value.edges));
    }

    @Override
    public Class<ReadingStatistics> type() {
      return ReadingStatistics.class;
    }
  }
}
