package io.millrace.hpc.jobs;

import io.millrace.hpc.jobs.UsageTotals.Total;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Totals by series; those that are zero are not there. */
record UsageBySeries(TreeMap<String, UsageTotals> totals) {
  static final Codec<UsageBySeries> CODEC = new UsageBySeriesCodec();

  private static final UsageTotals NONE = new UsageTotals();

  static UsageBySeries empty() {
    return new UsageBySeries(new TreeMap<>());
  }

  /** What there is of a series, not to be changed. */
  UsageTotals of(String series) {
    return totals.getOrDefault(series, NONE);
  }

  boolean isEmpty() {
    return totals.isEmpty();
  }

  /** A copy of what there is of some series. */
  UsageBySeries only(Set<String> series) {
    UsageBySeries copy = empty();
    series.forEach(each -> copy.add(each, of(each), 1));
    return copy;
  }

  void add(String series, UsageTotals more, int times) {
    UsageTotals sum = totals.computeIfAbsent(series, absent -> new UsageTotals());
    sum.add(more, times);
    if (sum.isZero()) {
      totals.remove(series);
    }
  }

  void add(UsageBySeries more) {
    more.totals.forEach((series, each) -> add(series, each, 1));
  }

  /** Adds what lasts beyond the time of a change: what is in use. */
  void addLevels(UsageBySeries more, int times) {
    more.totals.forEach((series, each) -> addLevels(series, each, times));
  }

  /** The same, of one series. */
  void addLevels(String series, UsageTotals more, int times) {
    UsageTotals levels = new UsageTotals();
    for (Total level : new Total[] {Total.RUNNING, Total.PROCESSORS, Total.UNKNOWN}) {
      levels.add(level, more.of(level));
    }
    add(series, levels, times);
  }

  /** How they are kept. */
  public static final class UsageBySeriesCodec implements Codec<UsageBySeries> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(UsageBySeries value, DataOutput target) throws IOException {
      target.writeInt(value.totals.size());
      for (Map.Entry<String, UsageTotals> entry : value.totals.entrySet()) {
        target.writeUTF(entry.getKey());
        entry.getValue().write(target);
      }
    }

    @Override
    public UsageBySeries read(DataInput source, int version) throws IOException {
      UsageBySeries read = empty();
      for (int left = source.readInt(); left > 0; left--) {
        String series = source.readUTF();
        read.totals.put(series, UsageTotals.read(source));
      }
      return read;
    }

    @Override
    public UsageBySeries copy(UsageBySeries value) {
      UsageBySeries copy = empty();
      copy.add(value);
      return copy;
    }

    @Override
    public Class<UsageBySeries> type() {
      return UsageBySeries.class;
    }
  }
}
