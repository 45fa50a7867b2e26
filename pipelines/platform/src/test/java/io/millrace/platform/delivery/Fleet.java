package io.millrace.platform.delivery;

import io.millrace.schemas.industrial.SensorReading;
import io.millrace.schemas.platform.Delivery;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.fleet.FleetSettings;
import io.millrace.simulators.fleet.FleetSimulator;
import io.millrace.simulators.fleet.FleetTruth;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulated fleet, and what is to be seen of it, by the minute unless said otherwise. */
final class Fleet {
  static {
    AvroTrust.establish();
  }

  private static final FleetSettings SETTINGS = FleetSettings.SHORT;

  private final List<SensorReading> readings = new ArrayList<>();
  private final FleetTruth truth;

  Fleet(long seed) throws IOException {
    this(seed, SETTINGS, Duration.ofMinutes(1));
  }

  Fleet(long seed, FleetSettings settings, Duration window) throws IOException {
    FleetSimulator simulator = new FleetSimulator(seed, settings);
    while (simulator.hasNext()) {
      SimulatedRecord record = simulator.next();
      SensorReading reading = SensorReading.getDecoder().decode(record.value());
      readings.add(
          SensorReading.newBuilder(reading).setValue((double) record.due().toEpochMilli()).build());
    }
    truth = simulator.truth(window);
  }

  static FleetSettings settings() {
    return SETTINGS;
  }

  /** In the order of their arrival, which is their value, in ms since 1970-01-01T00:00:00Z. */
  List<SensorReading> readings() {
    return readings;
  }

  /** Those of sources whose time never runs back while they count on. */
  List<SensorReading> readingsOfRightClocks() {
    return readings.stream()
        .filter(reading -> !truth.wrongClocks().contains(reading.getSource()))
        .toList();
  }

  FleetTruth truth() {
    return truth;
  }

  static String cell(Delivery record) {
    return record.getSource() + " " + record.getWindowStart();
  }
}
