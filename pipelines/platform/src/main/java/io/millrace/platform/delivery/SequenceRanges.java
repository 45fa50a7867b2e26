package io.millrace.platform.delivery;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sequence numbers that were seen of one epoch of a source, as ranges of which none touches
 * another. What is missing between two ranges is a gap; it belongs to the event that ends it. The
 * same events in any order leave the same ranges, and gaps.
 *
 * <p>Times are in ms since 1970-01-01T00:00:00Z.
 */
final class SequenceRanges {

  /** Numbers from one to another, and the times of the events of both. */
  private record Range(long from, long to, long fromTime, long toTime) {}

  /** Learns by how many the missing numbers change that belong to an event of a time. */
  interface Gaps {
    void change(long time, long by);
  }

  private final TreeMap<Long, Range> ranges = new TreeMap<>();

  /**
   * Takes an event.
   *
   * @param longest between events further apart nothing is missed, in ms
   * @return whether its number had not been seen
   */
  boolean add(long sequence, long time, long longest, Gaps gaps) {
    Range below = value(ranges.floorEntry(sequence));
    if (below != null && sequence <= below.to) {
      return false;
    }
    Range above = value(ranges.higherEntry(sequence));
    Range range = new Range(sequence, sequence, time, time);
    count(below, above, longest, -1, gaps);
    count(below, range, longest, 1, gaps);
    count(range, above, longest, 1, gaps);
    if (below != null && below.to == sequence - 1) {
      range = join(below, range);
    }
    if (above != null && above.from == sequence + 1) {
      range = join(range, above);
      ranges.remove(above.from);
    }
    ranges.put(range.from, range);
    return true;
  }

  /** The time of the last number; all others are before it, or of another order than time. */
  long lastTime() {
    return ranges.lastEntry().getValue().toTime;
  }

  /** Forgets the gaps that ended before a time: nothing that could fill them is to come. */
  void close(long before) {
    Range last = null;
    for (Range range : ranges.values().toArray(Range[]::new)) {
      if (last != null && range.fromTime < before) {
        ranges.remove(range.from);
        range = join(last, range);
        ranges.put(range.from, range);
      }
      last = range;
    }
  }

  private static void count(Range below, Range above, long longest, int sign, Gaps gaps) {
    if (below != null && above != null && above.fromTime - below.toTime <= longest) {
      long missing = above.from - below.to - 1;
      if (missing != 0) {
        gaps.change(above.fromTime, sign * missing);
      }
    }
  }

  private static Range join(Range below, Range above) {
    return new Range(below.from, above.to, below.fromTime, above.toTime);
  }

  private static Range value(Map.Entry<Long, Range> entry) {
    return entry == null ? null : entry.getValue();
  }

  SequenceRanges copy() {
    SequenceRanges copy = new SequenceRanges();
    copy.ranges.putAll(ranges);
    return copy;
  }

  void write(DataOutput target) throws IOException {
    target.writeInt(ranges.size());
    for (Range range : ranges.values()) {
      target.writeLong(range.from);
      target.writeLong(range.to);
      target.writeLong(range.fromTime);
      target.writeLong(range.toTime);
    }
  }

  static SequenceRanges read(DataInput source) throws IOException {
    SequenceRanges read = new SequenceRanges();
    for (int left = source.readInt(); left > 0; left--) {
      long from = source.readLong();
      Range range = new Range(from, source.readLong(), source.readLong(), source.readLong());
      read.ranges.put(from, range);
    }
    return read;
  }
}
