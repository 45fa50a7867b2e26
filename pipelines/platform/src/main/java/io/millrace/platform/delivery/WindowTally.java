package io.millrace.platform.delivery;

import io.millrace.operators.statistics.QuantileSummary;
import io.millrace.schemas.platform.Arrival;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is counted of one source in one window. */
final class WindowTally {
  static final Codec<WindowTally> CODEC = new WindowTallyCodec();

  private static final double MILLIS = 1_000;

  long events;
  long duplicates;
  long gaps;
  long outOfOrder;
  long future;

  /** Events and copies that have a sequence. */
  long numbered;

  /** Whether a result was made of it. */
  boolean told;

  /** In s, of events and copies. */
  private QuantileSummary delays = new QuantileSummary();

  /**
   * Counts an event, or a copy of one.
   *
   * @param time that it is processed under, in ms since 1970-01-01T00:00:00Z
   */
  void add(Arrival arrival, long time, boolean copy, boolean isOutOfOrder) {
    long eventTime = arrival.getEventTime().toEpochMilli();
    events += copy ? 0 : 1;
    duplicates += copy ? 1 : 0;
    outOfOrder += !copy && isOutOfOrder ? 1 : 0;
    future += eventTime > time ? 1 : 0;
    numbered += arrival.getSequence() == null ? 0 : 1;
    if (arrival.getArrival() != null) {
      delays.add((arrival.getArrival().toEpochMilli() - eventTime) / MILLIS);
    }
  }

  boolean isEmpty() {
    return events + duplicates == 0;
  }

  /** Of all whose arrival is known. */
  QuantileSummary delays() {
    return delays;
  }

  /** How it is kept. */
  public static final class WindowTallyCodec implements Codec<WindowTally> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(WindowTally value, DataOutput target) throws IOException {
      target.writeLong(value.events);
      target.writeLong(value.duplicates);
      target.writeLong(value.gaps);
      target.writeLong(value.outOfOrder);
      target.writeLong(value.future);
      target.writeLong(value.numbered);
      target.writeBoolean(value.told);
      QuantileSummary.CODEC.write(value.delays, target);
    }

    @Override
    public WindowTally read(DataInput source, int version) throws IOException {
      WindowTally read = new WindowTally();
      read.events = source.readLong();
      read.duplicates = source.readLong();
      read.gaps = source.readLong();
      read.outOfOrder = source.readLong();
      read.future = source.readLong();
      read.numbered = source.readLong();
      read.told = source.readBoolean();
      read.delays = QuantileSummary.CODEC.read(source, 1);
      return read;
    }

    @Override
    public WindowTally copy(WindowTally value) {
      WindowTally copy = new WindowTally();
      copy.events = value.events;
      copy.duplicates = value.duplicates;
      copy.gaps = value.gaps;
      copy.outOfOrder = value.outOfOrder;
      copy.future = value.future;
      copy.numbered = value.numbered;
      copy.told = value.told;
      copy.delays = QuantileSummary.CODEC.copy(value.delays);
      return copy;
    }

    @Override
    public Class<WindowTally> type() {
      return WindowTally.class;
    }
  }
}
