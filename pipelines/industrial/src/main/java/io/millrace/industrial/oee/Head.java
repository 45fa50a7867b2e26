package io.millrace.industrial.oee;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of one machine besides its hours, and which hours there are. */
final class Head {
  static final Codec<Head> CODEC = new HeadCodec();

  /** Up to where windows are complete, in us. */
  long completeTo = Long.MIN_VALUE;

  /** The start of the hours that are kept. */
  final TreeSet<Long> hours = new TreeSet<>();

  /** By the id of the state that is replaced, the last that replaces it. */
  final Map<String, Fact.State> superseding = new HashMap<>();

  /** The last state of the hours that were forgotten; null if there is none. */
  Fact.State lastState;

  /** When the machine was last heard of in the hours that were forgotten. */
  long lastHeard = Long.MIN_VALUE;

  /** The last totals of each counter in the hours that were forgotten. */
  final Map<String, Fact.Count> lastTotals = new TreeMap<>();

  boolean isEmpty() {
    return hours.isEmpty() && lastState == null && lastTotals.isEmpty();
  }

  /** How it is kept. */
  public static final class HeadCodec implements Codec<Head> {
    private static final long serialVersionUID = 1L;

    /** For Flink, which makes it by its class when it restores. */
    public HeadCodec() {}

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Head head, DataOutput target) throws IOException {
      target.writeLong(head.completeTo);
      target.writeInt(head.hours.size());
      for (long hour : head.hours) {
        target.writeLong(hour);
      }
      Lists.write(head.superseding.values(), FactCodec.INSTANCE, target);
      List<Fact.State> last = head.lastState == null ? List.of() : List.of(head.lastState);
      Lists.write(last, FactCodec.INSTANCE, target);
      target.writeLong(head.lastHeard);
      Lists.write(head.lastTotals.values(), FactCodec.INSTANCE, target);
    }

    @Override
    public Head read(DataInput source, int version) throws IOException {
      Head head = new Head();
      head.completeTo = source.readLong();
      for (int left = source.readInt(); left > 0; left--) {
        head.hours.add(source.readLong());
      }
      for (Fact.State state : Lists.read(FactCodec.INSTANCE, Fact.State.class, source)) {
        head.superseding.put(state.supersedes(), state);
      }
      for (Fact.State state : Lists.read(FactCodec.INSTANCE, Fact.State.class, source)) {
        head.lastState = state;
      }
      head.lastHeard = source.readLong();
      for (Fact.Count count : Lists.read(FactCodec.INSTANCE, Fact.Count.class, source)) {
        head.lastTotals.put(count.counter(), count);
      }
      return head;
    }

    @Override
    public Head copy(Head from) {
      Head head = new Head();
      head.completeTo = from.completeTo;
      head.hours.addAll(from.hours);
      head.superseding.putAll(from.superseding);
      head.lastState = from.lastState;
      head.lastHeard = from.lastHeard;
      head.lastTotals.putAll(from.lastTotals);
      return head;
    }

    @Override
    public Class<Head> type() {
      return Head.class;
    }
  }
}
