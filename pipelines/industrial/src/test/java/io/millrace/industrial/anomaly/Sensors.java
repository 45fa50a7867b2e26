package io.millrace.industrial.anomaly;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.Parameters;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Readings of sensors that report every minute, and parameters to watch them by. */
final class Sensors {
  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration EVERY = Duration.ofMinutes(1);

  static {
    AvroTrust.establish();
  }

  private Sensors() {}

  /**
   * The defaults but for a shorter warm-up and what is given.
   *
   * @param namesAndValues name, value, name, value; elements of lists separated by semicolons
   */
  static SensorAnomalyParameters parameters(String... namesAndValues) {
    Map<String, List<String>> given = new HashMap<>();
    given.put("warm-up", List.of("400"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String values = namesAndValues[i + 1];
      given.put(namesAndValues[i], values.isEmpty() ? List.of() : List.of(values.split(";")));
    }
    List<Parameters.Problem> problems = new ArrayList<>();
    return Parameters.bind(SensorAnomalyParameters.class, given, problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
  }

  /** A reading of the minute. */
  static SensorReading reading(String source, int minute, Double value) {
    return new SensorReading(
        source,
        "t",
        MIDNIGHT.plus(EVERY.multipliedBy(minute)),
        value,
        null,
        ReadingQuality.GOOD,
        0L,
        (long) minute);
  }

  static SensorReading reading(int minute, double value) {
    return reading("m1", minute, value);
  }

  static Instant minute(int minute) {
    return MIDNIGHT.plus(EVERY.multipliedBy(minute));
  }

  /** Readings from 0 on that vary by 1 about 100. */
  static List<SensorReading> healthy(String source, long seed, int count) {
    Random random = new Random(seed);
    List<SensorReading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      readings.add(reading(source, i, 100 + random.nextGaussian()));
    }
    return readings;
  }

  /** The same, with something added to each value from a minute on, until before another. */
  static List<SensorReading> shifted(List<SensorReading> readings, int from, int to, double by) {
    List<SensorReading> shifted = new ArrayList<>(readings);
    for (int i = from; i < to; i++) {
      SensorReading one = readings.get(i);
      shifted.set(i, SensorReading.newBuilder(one).setValue(one.getValue() + by).build());
    }
    return shifted;
  }
}
