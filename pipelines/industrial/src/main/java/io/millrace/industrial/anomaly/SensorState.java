package io.millrace.industrial.anomaly;

import io.millrace.operators.anomaly.Suppression;
import io.millrace.sdk.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** All that is kept of one sensor; times in us since 1970-01-01T00:00:00Z. */
final class SensorState {
  static final Codec<SensorState> CODEC = new SensorStateCodec();

  /** Since this version of the codec readings over the threshold and the interval are kept. */
  static final int WITH_EXCEEDANCES = 2;

  /** For a time: there is none. */
  static final long NONE = Long.MIN_VALUE;

  SensorModel model = new SensorModel();
  SensorHistory history = new SensorHistory();
  Suppression suppression = Suppression.NONE;

  /** Whether the last reading was found drifting. */
  boolean drifting;

  /** The open episode of anomalous readings; null if there is none. */
  Episode episode;

  /** Time of the last reading, usable or not. */
  long lastReading = NONE;

  /** The usual time between two readings, in us; 0 before the second. */
  double interval;

  /** Since when a reading is overdue, if it has been reported. */
  long overdueSince = NONE;

  /** For when the state has a timer, in ms. */
  long timer = NONE;

  /** As if there never had been a reading; only the timer stands. */
  void forget() {
    model = new SensorModel();
    history = new SensorHistory();
    suppression = Suppression.NONE;
    drifting = false;
    episode = null;
    lastReading = NONE;
    interval = 0;
    overdueSince = NONE;
  }

  /** How it is kept. */
  public static final class SensorStateCodec implements Codec<SensorState> {
    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return WITH_EXCEEDANCES;
    }

    @Override
    public void write(SensorState value, DataOutput target) throws IOException {
      value.model.write(target);
      value.history.write(target);
      target.writeInt(value.suppression.remaining());
      target.writeDouble(value.suppression.peak());
      target.writeBoolean(value.drifting);
      target.writeBoolean(value.episode != null);
      if (value.episode != null) {
        value.episode.write(target);
      }
      target.writeLong(value.lastReading);
      target.writeLong(value.overdueSince);
      target.writeLong(value.timer);
      target.writeDouble(value.interval);
    }

    @Override
    public SensorState read(DataInput source, int version) throws IOException {
      SensorState value = new SensorState();
      value.model = SensorModel.read(source, version);
      value.history = SensorHistory.read(source);
      value.suppression = new Suppression(source.readInt(), source.readDouble());
      value.drifting = source.readBoolean();
      value.episode = source.readBoolean() ? Episode.read(source) : null;
      value.lastReading = source.readLong();
      value.overdueSince = source.readLong();
      value.timer = source.readLong();
      value.interval = version >= WITH_EXCEEDANCES ? source.readDouble() : 0;
      return value;
    }

    @Override
    public SensorState copy(SensorState value) {
      SensorState copy = new SensorState();
      copy.model = value.model.copy();
      copy.history = value.history.copy();
      copy.suppression = value.suppression;
      copy.drifting = value.drifting;
      copy.episode = value.episode;
      copy.lastReading = value.lastReading;
      copy.overdueSince = value.overdueSince;
      copy.timer = value.timer;
      copy.interval = value.interval;
      return copy;
    }

    @Override
    public Class<SensorState> type() {
      return SensorState.class;
    }
  }
}
