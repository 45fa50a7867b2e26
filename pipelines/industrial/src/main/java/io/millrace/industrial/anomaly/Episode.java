package io.millrace.industrial.anomaly;

import io.millrace.industrial.rollup.SensorKey;
import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.industrial.AnomalyEpisode;
import io.millrace.schemas.industrial.AnomalyKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An episode that is open.
 *
 * @param start time of the first reading, in us since 1970-01-01T00:00:00Z
 * @param end time of the last reading
 * @param readings that fail a check, are unusual or belong to a drift
 * @param unusual of them those whose evidence reaches the threshold
 * @param above of those the ones above what was expected
 * @param peak the greatest score; NaN if none could be scored
 * @param peakTime when that was
 * @param levelPeak the greatest score of the distance from the level alone
 * @param fault the first check that failed; UNKNOWN if none did
 * @param revision of the last result
 */
record Episode(
    long start,
    long end,
    long readings,
    long unusual,
    long above,
    double peak,
    long peakTime,
    double levelPeak,
    AnomalyKind fault,
    int revision) {
  /** A spike has come and gone within so many readings. */
  private static final int SPIKE_READINGS = 3;

  /** Where the distance from the level is no rarer than one in 100, it is not what is unusual. */
  private static final double USUAL_LEVEL = 2;

  /** Before the first reading. */
  static Episode startingAt(long time) {
    return new Episode(time, time, 0, 0, 0, Double.NaN, time, 0, AnomalyKind.UNKNOWN, 0);
  }

  /**
   * With one more reading.
   *
   * @param judgement null where the reading could not be scored
   */
  Episode with(long time, double value, Judgement judgement, AnomalyKind failed) {
    boolean counts = judgement != null && judgement.unusual();
    boolean isPeak = judgement != null && !(judgement.score() <= peak);
    return new Episode(
        start,
        time,
        readings + 1,
        counts ? unusual + 1 : unusual,
        counts && value > judgement.expected() ? above + 1 : above,
        isPeak ? judgement.score() : peak,
        isPeak ? time : peakTime,
        judgement == null ? levelPeak : Math.max(levelPeak, judgement.levelScore()),
        fault == AnomalyKind.UNKNOWN ? failed : fault,
        revision);
  }

  /** After one more result. */
  Episode revised() {
    return new Episode(
        start, end, readings, unusual, above, peak, peakTime, levelPeak, fault, revision + 1);
  }

  AnomalyKind kind() {
    if (fault != AnomalyKind.UNKNOWN) {
      return fault;
    } else if (unusual == 0) {
      return AnomalyKind.DRIFT;
    } else if (levelPeak < USUAL_LEVEL) {
      return AnomalyKind.PATTERN;
    } else if (unusual <= SPIKE_READINGS) {
      return AnomalyKind.SPIKE;
    }
    boolean oneSided = above == 0 || above == unusual;
    return oneSided ? AnomalyKind.LEVEL_SHIFT : AnomalyKind.VARIANCE;
  }

  AnomalyEpisode result(SensorKey key, ResultStatus status) {
    boolean scored = !Double.isNaN(peak);
    return new AnomalyEpisode(
        key.source(),
        key.sensor(),
        Micros.instant(start),
        Micros.instant(end),
        readings,
        scored ? peak : null,
        scored ? Micros.instant(peakTime) : null,
        kind(),
        revision,
        status);
  }

  void write(DataOutput target) throws IOException {
    target.writeLong(start);
    target.writeLong(end);
    target.writeLong(readings);
    target.writeLong(unusual);
    target.writeLong(above);
    target.writeDouble(peak);
    target.writeLong(peakTime);
    target.writeDouble(levelPeak);
    target.writeUTF(fault.name());
    target.writeInt(revision);
  }

  static Episode read(DataInput source) throws IOException {
    return new Episode(
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readDouble(),
        source.readLong(),
        source.readDouble(),
        AnomalyKind.valueOf(source.readUTF()),
        source.readInt());
  }
}
