package io.millrace.benchmarks;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.sdk.avro.AvroTrust;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Readings of a plant as its sensors might send them; the same ones for the same seed. */
final class Readings {
  static {
    AvroTrust.establish();
  }

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> SENSORS = List.of("temperature", "pressure", "vibration.x");
  private static final List<String> UNITS = List.of("Cel", "bar", "mm/s");

  private Readings() {}

  static List<SensorReading> of(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToObj(sequence -> reading(random, sequence)).toList();
  }

  private static SensorReading reading(SplittableRandom random, int sequence) {
    int sensor = random.nextInt(SENSORS.size());
    boolean bad = random.nextInt(100) == 0;
    return SensorReading.newBuilder()
        .setSource("line-" + random.nextInt(4) + "/press-" + random.nextInt(20))
        .setSensor(SENSORS.get(sensor))
        .setEventTime(START.plusMillis(10L * sequence + random.nextInt(10)))
        .setValue(bad ? null : random.nextDouble(10, 90))
        .setUnit(UNITS.get(sensor))
        .setQuality(bad ? ReadingQuality.BAD : ReadingQuality.GOOD)
        .setEpoch(1)
        .setSequence((long) sequence)
        .build();
  }
}
