package io.millrace.hpc.jobs;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeSet;

/** What is known of a cluster as a whole. All times are in s since 1970. */
final class LedgerHead {
  static final Codec<LedgerHead> CODEC = new LedgerHeadCodec();

  /** The first hour that is not closed; the least number if none is. */
  long open = Long.MIN_VALUE;

  /** The time of the first and of the last change. */
  long first = Long.MAX_VALUE;

  long last = Long.MIN_VALUE;

  /** Processors; -1 where no event says so. */
  long capacity = -1;

  /** Whether the input is at its end. */
  boolean over;

  /** How many hours are kept. */
  int hours;

  /** Of how many hours there are changes that were said too early. */
  int held;

  /** What is in use when the open hour begins. */
  UsageBySeries levels = UsageBySeries.empty();

  /** Closed hours with changes that results do not show yet. */
  final TreeSet<Long> changed = new TreeSet<>();

  /** How they are kept. */
  public static final class LedgerHeadCodec implements Codec<LedgerHead> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(LedgerHead value, DataOutput target) throws IOException {
      target.writeLong(value.open);
      target.writeLong(value.first);
      target.writeLong(value.last);
      target.writeLong(value.capacity);
      target.writeBoolean(value.over);
      target.writeInt(value.hours);
      target.writeInt(value.held);
      UsageBySeries.CODEC.write(value.levels, target);
      target.writeInt(value.changed.size());
      for (long hour : value.changed) {
        target.writeLong(hour);
      }
    }

    @Override
    public LedgerHead read(DataInput source, int version) throws IOException {
      LedgerHead head = new LedgerHead();
      head.open = source.readLong();
      head.first = source.readLong();
      head.last = source.readLong();
      head.capacity = source.readLong();
      head.over = source.readBoolean();
      head.hours = source.readInt();
      head.held = source.readInt();
      head.levels = UsageBySeries.CODEC.read(source, 1);
      for (int left = source.readInt(); left > 0; left--) {
        head.changed.add(source.readLong());
      }
      return head;
    }

    @Override
    public LedgerHead copy(LedgerHead value) {
      LedgerHead copy = new LedgerHead();
      copy.open = value.open;
      copy.first = value.first;
      copy.last = value.last;
      copy.capacity = value.capacity;
      copy.over = value.over;
      copy.hours = value.hours;
      copy.held = value.held;
      copy.levels = UsageBySeries.CODEC.copy(value.levels);
      copy.changed.addAll(value.changed);
      return copy;
    }

    @Override
    public Class<LedgerHead> type() {
      return LedgerHead.class;
    }
  }
}
