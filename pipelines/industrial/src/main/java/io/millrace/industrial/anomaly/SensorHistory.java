package io.millrace.industrial.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What the checks remember of the usable readings of one sensor; times in us since 1970. */
final class SensorHistory {
  private boolean hasLast;
  private long lastTime;
  private double lastValue;
  private long changedAt;
  private double changedTo;
  private int readingsAtEnd;

  boolean hasLast() {
    return hasLast;
  }

  long lastTime() {
    return lastTime;
  }

  double lastValue() {
    return lastValue;
  }

  void last(long time, double value) {
    hasLast = true;
    lastTime = time;
    lastValue = value;
  }

  long changedAt() {
    return changedAt;
  }

  double changedTo() {
    return changedTo;
  }

  void changed(long time, double value) {
    changedAt = time;
    changedTo = value;
  }

  /** Readings in a row, up to the present one, at an end of the sensor's span. */
  int readingsAtEnd() {
    return readingsAtEnd;
  }

  void atEnd(boolean present) {
    readingsAtEnd = present ? readingsAtEnd + 1 : 0;
  }

  void write(DataOutput target) throws IOException {
    target.writeBoolean(hasLast);
    target.writeLong(lastTime);
    target.writeDouble(lastValue);
    target.writeLong(changedAt);
    target.writeDouble(changedTo);
    target.writeInt(readingsAtEnd);
  }

  static SensorHistory read(DataInput source) throws IOException {
    SensorHistory history = new SensorHistory();
    history.hasLast = source.readBoolean();
    history.lastTime = source.readLong();
    history.lastValue = source.readDouble();
    history.changedAt = source.readLong();
    history.changedTo = source.readDouble();
    history.readingsAtEnd = source.readInt();
    return history;
  }

  SensorHistory copy() {
    SensorHistory copy = new SensorHistory();
    copy.hasLast = hasLast;
    copy.lastTime = lastTime;
    copy.lastValue = lastValue;
    copy.changedAt = changedAt;
    copy.changedTo = changedTo;
    copy.readingsAtEnd = readingsAtEnd;
    return copy;
  }
}
