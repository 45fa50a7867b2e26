package io.millrace.industrial.rollup;

import io.millrace.schemas.industrial.SensorReading;

/** What readings are rolled up by. */
public record SensorKey(String source, String sensor) {

  static SensorKey of(SensorReading reading) {
    return new SensorKey(reading.getSource(), reading.getSensor());
  }

  /**
   * Spelled out, for a key's hash decides where its state lives, and that of a record may differ
   * between JDKs.
   */
  @Override
  public int hashCode() {
    return 31 * source.hashCode() + sensor.hashCode();
  }
}
