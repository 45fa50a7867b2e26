package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageDimension;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transition of a job adds to the accounts of its cluster.
 *
 * @param cluster empty where it is not known
 * @param known when it was said, by event time, in s since 1970
 * @param time when it was, in s since 1970
 * @param capacity processors of the cluster; -1 where it is not known
 * @param series in which it counts
 */
record UsageChange(
    String cluster, long known, long time, long capacity, List<String> series, UsageTotals totals) {
  static final Codec<UsageChange> CODEC = new UsageChangeCodec();

  /** The series of a job. */
  static List<String> series(Attempt job) {
    List<String> series = new ArrayList<>();
    series.add(UsageDimension.all.name());
    series.add(series(UsageDimension.user, job.text(JobFact.USER)));
    series.add(series(UsageDimension.account, job.text(JobFact.ACCOUNT)));
    series.add(series(UsageDimension.queue, job.text(JobFact.QUEUE)));
    series.add(series(UsageDimension.qos, job.text(JobFact.QOS)));
    series.add(series(UsageDimension.size, size(job.number(JobFact.PROCESSORS))));
    return series;
  }

  private static String series(UsageDimension dimension, String item) {
    return item == null ? dimension.name() : dimension.name() + "=" + item;
  }

  /** Powers of two: 0, 1, 2, 3-4, 5-8 and so on. */
  private static String size(Long processors) {
    if (processors == null || processors <= 2) {
      return processors == null ? null : processors.toString();
    }
    long half = Long.highestOneBit(processors - 1);
    return half + 1 + "-" + 2 * half;
  }

  UsageChange reversed() {
    UsageTotals negative = new UsageTotals();
    negative.add(totals, -1);
    return new UsageChange(cluster, known, time, capacity, series, negative);
  }

  /** How they are sent. */
  public static final class UsageChangeCodec implements Codec<UsageChange> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(UsageChange value, DataOutput target) throws IOException {
      target.writeUTF(value.cluster);
      target.writeLong(value.known);
      target.writeLong(value.time);
      target.writeLong(value.capacity);
      target.writeByte(value.series.size());
      for (String series : value.series) {
        target.writeUTF(series);
      }
      value.totals.write(target);
    }

    @Override
    public UsageChange read(DataInput source, int version) throws IOException {
      String cluster = source.readUTF();
      long known = source.readLong();
      long time = source.readLong();
      long capacity = source.readLong();
      List<String> series = new ArrayList<>();
      for (int left = source.readUnsignedByte(); left > 0; left--) {
        series.add(source.readUTF());
      }
      return new UsageChange(cluster, known, time, capacity, series, UsageTotals.read(source));
    }

    @Override
    public UsageChange copy(UsageChange value) {
      return new UsageChange(
          value.cluster,
          value.known,
          value.time,
          value.capacity,
          value.series,
          value.totals.copy());
    }

    @Override
    public Class<UsageChange> type() {
      return UsageChange.class;
    }
  }
}
