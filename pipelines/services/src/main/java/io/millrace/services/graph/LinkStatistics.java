package io.millrace.services.graph;

import io.millrace.operators.statistics.Quantiles;
import io.millrace.operators.statistics.VariableLength;
import io.millrace.schemas.services.LinkCall;
import io.millrace.schemas.services.LinkConnection;
import io.millrace.sdk.codec.Codec;
import io.millrace.services.SpanFacts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls of one link in one pane or window, those told and those withdrawn each by themselves, so
 * that the order in which they come makes no difference.
 */
final class LinkStatistics {
  static final Codec<LinkStatistics> CODEC = new LinkStatisticsCodec();

  /** What is counted. */
  enum Count {
    CALLS,
    ERRORS,
    WEIGHT,
    ERROR_WEIGHT,
    SKEWED
  }

  /** Of what there are quantiles, in ns. */
  enum Time {
    CLIENT,
    SERVER,
    NETWORK
  }

  private static final int COUNTS = Count.values().length;
  private static final int TIMES = Time.values().length;

  private final long[] counts;
  private final List<Quantiles> told;
  private final List<Quantiles> withdrawn;

  LinkStatistics() {
    this(new long[2 * COUNTS], empty(), empty());
  }

  private LinkStatistics(long[] counts, List<Quantiles> told, List<Quantiles> withdrawn) {
    this.counts = counts;
    this.told = told;
    this.withdrawn = withdrawn;
  }

  private static List<Quantiles> empty() {
    List<Quantiles> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      times.add(new Quantiles());
    }
    return times;
  }

  void add(LinkCall call) {
    int from = call.getWithdrawn() ? COUNTS : 0;
    List<Quantiles> times = call.getWithdrawn() ? withdrawn : told;
    long weight = SpanFacts.weight(call.getAdjustedCount());
    counts[from + Count.CALLS.ordinal()]++;
    counts[from + Count.WEIGHT.ordinal()] += weight;
    if (call.getError()) {
      counts[from + Count.ERRORS.ordinal()]++;
      counts[from + Count.ERROR_WEIGHT.ordinal()] += weight;
    }
    Long client = call.getClientNanos();
    Long server = call.getServerNanos();
    time(times, Time.CLIENT, client);
    time(times, Time.SERVER, server);
    if (client != null && server != null && call.getConnection() == LinkConnection.DIRECT) {
      if (client >= server) {
        time(times, Time.NETWORK, client - server);
      } else {
        counts[from + Count.SKEWED.ordinal()]++;
      }
    }
  }

  private static void time(List<Quantiles> times, Time time, Long nanos) {
    if (nanos != null) {
      times.get(time.ordinal()).add(Math.max(0, nanos));
    }
  }

  void add(LinkStatistics other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    for (int i = 0; i < TIMES; i++) {
      told.get(i).add(other.told.get(i));
      withdrawn.get(i).add(other.withdrawn.get(i));
    }
  }

  /** How many stand. */
  long count(Count count) {
    return counts[count.ordinal()] - counts[COUNTS + count.ordinal()];
  }

  /** The times that stand, in ns. */
  Quantiles times(Time time) {
    return told.get(time.ordinal()).minus(withdrawn.get(time.ordinal()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkStatistics that
        && Arrays.equals(counts, that.counts)
        && told.equals(that.told)
        && withdrawn.equals(that.withdrawn);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "LinkStatistics" + Arrays.toString(counts);
  }

  /** How they are kept and sent. */
  public static final class LinkStatisticsCodec implements Codec<LinkStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(LinkStatistics value, DataOutput target) throws IOException {
      for (long count : value.counts) {
        VariableLength.write(count, target);
      }
      for (int i = 0; i < TIMES; i++) {
        value.told.get(i).write(target);
        value.withdrawn.get(i).write(target);
      }
    }

    @Override
    public LinkStatistics read(DataInput source, int version) throws IOException {
      LinkStatistics read = new LinkStatistics();
      for (int i = 0; i < read.counts.length; i++) {
        read.counts[i] = VariableLength.read(source);
      }
      for (int i = 0; i < TIMES; i++) {
        read.told.set(i, Quantiles.read(source));
        read.withdrawn.set(i, Quantiles.read(source));
      }
      return read;
    }

    @Override
    public LinkStatistics copy(LinkStatistics value) {
      LinkStatistics copy = new LinkStatistics();
      copy.add(value);
      return copy;
    }

    @Override
    public Class<LinkStatistics> type() {
      return LinkStatistics.class;
    }
  }
}
