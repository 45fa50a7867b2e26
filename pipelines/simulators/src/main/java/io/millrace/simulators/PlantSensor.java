package io.millrace.simulators;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What one sensor measures: a level that swings with the day, and noise. Times in microseconds. */
final class PlantSensor {
  private static final double DAY = TimeUnit.DAYS.toMicros(1);

  /** So many even numbers, less half of that, are all but normally distributed, with variance 1. */
  private static final int EVEN_NUMBERS = 12;

  private final String source;
  private final String name;
  private final double level;
  private final double swing;
  private final double phase;
  private final double deviation;

  PlantSensor(String source, String name, SplittableRandom random) {
    this.source = source;
    this.name = name;
    this.level = 20 + 60 * random.nextDouble();
    this.swing = 1 + 9 * random.nextDouble();
    this.phase = random.nextDouble();
    this.deviation = 0.1 + random.nextDouble();
  }

  String source() {
    return source;
  }

  String name() {
    return name;
  }

  double value(long time, SplittableRandom random) {
    // StrictMath, and no Gaussian of the library: the same on every machine and every JDK.
    double day = StrictMath.sin(2 * Math.PI * (time / DAY + phase));
    double noise = -EVEN_NUMBERS / 2.0;
    for (int i = 0; i < EVEN_NUMBERS; i++) {
      noise += random.nextDouble();
    }
    return level + swing * day + deviation * noise;
  }
}
