package io.millrace.platform.delivery;

import io.millrace.sdk.codec.Codec;
import io.millrace.sdk.codec.Nullables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a source as a whole. All times are in ms since 1970-01-01T00:00:00Z. */
final class SourceHead {
  static final Codec<SourceHead> CODEC = new SourceHeadCodec();

  /** A time that there is not. */
  static final long NONE = Long.MIN_VALUE;

  /** The time of the latest event. */
  long last = NONE;

  /** The time of the latest event in windows that are forgotten. */
  private long before = NONE;

  /** When something is to be done next. */
  long next = Long.MAX_VALUE;

  /** The windows that are kept, by their start, and the time of the latest event of each. */
  private final TreeMap<Long, Long> windows = new TreeMap<>();

  /** What was seen of each epoch. */
  final TreeMap<String, SequenceRanges> epochs = new TreeMap<>();

  /** Keeps a window. */
  void keep(long start, long lastEvent) {
    windows.merge(start, lastEvent, Math::max);
    last = Math.max(last, lastEvent);
  }

  boolean hasEvents(long start) {
    return windows.getOrDefault(start, NONE) != NONE;
  }

  /** The time of the latest event before a time. */
  long latestBefore(long end) {
    for (long latest : windows.headMap(end, false).descendingMap().values()) {
      if (latest != NONE) {
        return latest;
      }
    }
    return before;
  }

  /** The start of the first window that is kept; null if there is none. */
  Long firstWindow() {
    return windows.isEmpty() ? null : windows.firstKey();
  }

  /** The start of the first window with events that starts after a time; null if there is none. */
  Long firstWindowAfter(long time) {
    for (Map.Entry<Long, Long> window : windows.tailMap(time, false).entrySet()) {
      if (window.getValue() != NONE) {
        return window.getKey();
      }
    }
    return null;
  }

  void forgetFirstWindow() {
    before = Math.max(before, windows.pollFirstEntry().getValue());
  }

  /** How it is kept. */
  public static final class SourceHeadCodec implements Codec<SourceHead> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(SourceHead value, DataOutput target) throws IOException {
      target.writeLong(value.last);
      target.writeLong(value.before);
      target.writeLong(value.next);
      target.writeInt(value.windows.size());
      for (Map.Entry<Long, Long> window : value.windows.entrySet()) {
        target.writeLong(window.getKey());
        target.writeLong(window.getValue());
      }
      target.writeInt(value.epochs.size());
      for (Map.Entry<String, SequenceRanges> epoch : value.epochs.entrySet()) {
        Nullables.writeText(epoch.getKey(), target);
        epoch.getValue().write(target);
      }
    }

    @Override
    public SourceHead read(DataInput source, int version) throws IOException {
      SourceHead read = new SourceHead();
      read.last = source.readLong();
      read.before = source.readLong();
      read.next = source.readLong();
      for (int left = source.readInt(); left > 0; left--) {
        long start = source.readLong();
        read.windows.put(start, source.readLong());
      }
      for (int left = source.readInt(); left > 0; left--) {
        String epoch = Nullables.readText(source);
        read.epochs.put(epoch, SequenceRanges.read(source));
      }
      return read;
    }

    @Override
    public SourceHead copy(SourceHead value) {
      SourceHead copy = new SourceHead();
      copy.last = value.last;
      copy.before = value.before;
      copy.next = value.next;
      copy.windows.putAll(value.windows);
      value.epochs.forEach((epoch, ranges) -> copy.epochs.put(epoch, ranges.copy()));
      return copy;
    }

    @Override
    public Class<SourceHead> type() {
      return SourceHead.class;
    }
  }
}
