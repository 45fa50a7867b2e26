package io.millrace.industrial.oee;

import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of one machine for one hour since 1970-01-01T00:00:00Z: the states and counts in it,
 * in order, and what was emitted of the windows that end in it.
 */
record Hour(
    List<Fact.State> states, List<Fact.Count> counts, Map<PlantWindow, Emission> emissions) {
  /** In us. */
  static final long LENGTH = 3_600_000_000L;

  static final Codec<Hour> CODEC = new HourCodec();

  Hour() {
    this(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
  }

  static long startOf(long time) {
    return time - Math.floorMod(time, LENGTH);
  }

  /** How many facts it has. */
  int facts() {
    return states.size() + counts.size();
  }

  /** Adds a state; false if it is there already. */
  boolean add(Fact.State state) {
    int place = Collections.binarySearch(states, state, Fact.State.ORDER);
    if (place < 0) {
      states.add(-place - 1, state);
    }
    return place < 0;
  }

  /**
   * Adds a count; false if it is there already. Increments that nobody numbered may well be equal
   * and not the same.
   */
  boolean add(Fact.Count count) {
    int place = Collections.binarySearch(counts, count, Fact.Count.ORDER);
    if (place >= 0 && (count.cumulative() || count.sequence() != null)) {
      return false;
    }
    counts.add(place < 0 ? -place - 1 : place, count);
    return true;
  }

  /** Of some facts in order those in [from, to). */
  static <F extends Fact> List<F> within(List<F> facts, long from, long to) {
    return facts.subList(firstFrom(facts, from), firstFrom(facts, to));
  }

  /** When the machine was last heard of before a time; the least time if never. */
  long heardBefore(long time) {
    return Math.max(
        timeOf(states, firstFrom(states, time) - 1, Long.MIN_VALUE),
        timeOf(counts, firstFrom(counts, time) - 1, Long.MIN_VALUE));
  }

  /** When the machine is first heard of at or after a time; the greatest time if never. */
  long heardFrom(long time) {
    return Math.min(
        timeOf(states, firstFrom(states, time), Long.MAX_VALUE),
        timeOf(counts, firstFrom(counts, time), Long.MAX_VALUE));
  }

  private static long timeOf(List<? extends Fact> facts, int place, long none) {
    return place >= 0 && place < facts.size() ? facts.get(place).time() : none;
  }

  /** The place of the first of some facts in order that is at or after a time. */
  private static int firstFrom(List<? extends Fact> facts, long time) {
    int low = 0;
    int high = facts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (facts.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How it is kept. */
  public static final class HourCodec implements Codec<Hour> {
    private static final long serialVersionUID = 1L;

    /** For Flink, which makes it by its class when it restores. */
    public HourCodec() {}

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Hour hour, DataOutput target) throws IOException {
      Lists.write(hour.states, FactCodec.INSTANCE, target);
      Lists.write(hour.counts, FactCodec.INSTANCE, target);
      Lists.write(hour.emissions.values(), Emission.CODEC, target);
    }

    @Override
    public Hour read(DataInput source, int version) throws IOException {
      Hour hour =
          new Hour(
              Lists.read(FactCodec.INSTANCE, Fact.State.class, source),
              Lists.read(FactCodec.INSTANCE, Fact.Count.class, source),
              new LinkedHashMap<>());
      for (Emission emission : Lists.read(Emission.CODEC, Emission.class, source)) {
        hour.emissions.put(emission.window(), emission);
      }
      return hour;
    }

    @Override
    public Hour copy(Hour hour) {
      return new Hour(
          new ArrayList<>(hour.states),
          new ArrayList<>(hour.counts),
          new LinkedHashMap<>(hour.emissions));
    }

    @Override
    public Class<Hour> type() {
      return Hour.class;
    }
  }
}
