package io.millrace.simulators;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.PlantSettings.FaultRates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A plant's telemetry, record by record, in the order in which it is sent. The same seed and
 * settings give the same bytes. Every reading has its own (source, sequence). Not thread-safe; it
 * can be run through once.
 */
public final class PlantSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "readings";

  private record Sent(long due, long order, byte[] key, byte[] value, Truth truth) {}

  private record Drift(int sensor, long from, long to, double size) {}

  private final PlantSettings settings;
  private final SplittableRandom random;
  private final List<PlantSensor> sensors = new ArrayList<>();
  private final List<Drift> drifts = new ArrayList<>();
  private final List<InjectedFault> faults = new ArrayList<>();
  private final long[] sequences;
  private final RecordEncoder<SensorReading> encoder =
      new RecordEncoder<>(SensorReading.getEncoder());
  private final PriorityQueue<Sent> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Sent::due).thenComparingLong(Sent::order));

  // Microseconds, since the epoch or of length.
  private final long start;
  private final long end;
  private final long period;
  private final long bound;
  private final long clockWrongFrom;
  private final long clockWrongTo;

  private long tick;
  private long order;

  public PlantSimulator(long seed, PlantSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.sequences = new long[settings.machines()];
    this.start = micros(settings.start());
    this.period = micros(settings.period());
    this.bound = micros(settings.outOfOrderness());
    long duration = micros(settings.duration());
    this.end = start + duration;
    this.clockWrongFrom = start + duration * 3 / 10;
    this.clockWrongTo = start + duration * 4 / 10;
    this.tick = start;
    for (int i = 0; i < settings.machines() * settings.sensors(); i++) {
      String source = "machine-" + (i / settings.sensors() + 1);
      String sensor = "sensor-" + (i % settings.sensors() + 1);
      sensors.add(new PlantSensor(source, sensor, random));
    }
    planDrifts(duration);
    planClock();
  }

  /** What was made to go wrong so far; drifts and clocks from the beginning. */
  public List<InjectedFault> faults() {
    return Collections.unmodifiableList(faults);
  }

  @Override
  public boolean hasNext() {
    // A reading that is still to be made is sent at its time or later, so what is due by then is
    // next.
    while (tick < end && (waiting.isEmpty() || waiting.peek().due() >= tick)) {
      readAllSensors();
    }
    return !waiting.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Sent sent = waiting.remove();
    return new SimulatedRecord(INPUT, sent.key(), sent.value(), sent.truth(), instant(sent.due()));
  }

  private void planDrifts(long duration) {
    for (int i = 0; i < settings.faults().drifts(); i++) {
      int sensor = random.nextInt(sensors.size());
      long from = start + (long) (random.nextDouble() * duration * 3 / 4);
      Drift drift = new Drift(sensor, from, from + duration / 4, 10 + 20 * random.nextDouble());
      drifts.add(drift);
      inject(Kind.DRIFT, sensors.get(sensor), drift.from(), drift.to(), drift.size());
    }
  }

  private void planClock() {
    Duration ahead = settings.faults().clockAhead();
    if (!ahead.isZero()) {
      PlantSensor sensor = sensors.get(sensors.size() - 1);
      faults.add(
          new InjectedFault(
              Kind.CLOCK_AHEAD,
              sensor.source(),
              "",
              instant(clockWrongFrom),
              instant(clockWrongTo),
              ahead.toSeconds()));
    }
  }

  private void readAllSensors() {
    for (int i = 0; i < sensors.size(); i++) {
      // Spread over the period, so that readings come evenly.
      long time = tick + period * i / sensors.size();
      if (time < end) {
        read(i, time);
      }
    }
    tick += period;
  }

  private void read(int index, long time) {
    PlantSensor sensor = sensors.get(index);
    int machine = index / settings.sensors();
    double value = sensor.value(time, random) + driftAt(index, time);
    long delay = (long) (random.nextDouble() * bound * 0.45);
    double dice = random.nextDouble();
    long sequence = sequences[machine]++;
    boolean clockWrong =
        !settings.faults().clockAhead().isZero()
            && machine == settings.machines() - 1
            && time >= clockWrongFrom
            && time < clockWrongTo;
    if (clockWrong) {
      long shown = time + micros(settings.faults().clockAhead());
      send(sensor, reading(sensor, shown, value, sequence), Truth.FUTURE, time + delay);
      return;
    }
    FaultRates rates = settings.faults();
    if ((dice -= rates.spikes()) < 0) {
      double size = (random.nextBoolean() ? 1 : -1) * (50 + 50 * random.nextDouble());
      inject(Kind.SPIKE, sensor, time, time + 1, size);
      value += size;
    } else if ((dice -= rates.duplicates()) < 0) {
      long again = time + delay + 1 + (long) (random.nextDouble() * bound * 0.45);
      inject(Kind.DUPLICATE, sensor, time, time + 1, 0);
      send(sensor, reading(sensor, time, value, sequence), Truth.GOOD, time + delay);
      send(sensor, reading(sensor, time, value, sequence), Truth.DUPLICATE, again);
      return;
    } else if ((dice -= rates.malformed()) < 0) {
      inject(Kind.MALFORMED, sensor, time, time + 1, 0);
      byte[] bad = Malformed.from(reading(sensor, time, value, sequence), random);
      send(sensor, bad, Truth.MALFORMED, time + delay);
    } else if ((dice -= rates.correcting()) < 0) {
      long later = bound + (long) (random.nextDouble() * (micros(settings.lateness()) - bound));
      inject(Kind.CORRECTING, sensor, time, time + 1, later / 1e6);
      send(sensor, reading(sensor, time, value, sequence), Truth.CORRECTING, time + later);
      return;
    } else if ((dice -= rates.late()) < 0 && time + tooLate() < end) {
      inject(Kind.LATE, sensor, time, time + 1, tooLate() / 1e6);
      send(sensor, reading(sensor, time, value, sequence), Truth.LATE, time + tooLate());
      return;
    }
    send(sensor, reading(sensor, time, value, sequence), Truth.GOOD, time + delay);
  }

  /**
   * After so long a reading's window and the lateness are over, whatever the watermark lags behind.
   */
  private long tooLate() {
    return micros(settings.window()) + micros(settings.lateness()) + 3 * bound + 2 * period;
  }

  private double driftAt(int sensor, long time) {
    double sum = 0;
    for (Drift drift : drifts) {
      if (drift.sensor() == sensor && time >= drift.from() && time < drift.to()) {
        sum += drift.size() * (time - drift.from()) / (drift.to() - drift.from());
      }
    }
    return sum;
  }

  private byte[] reading(PlantSensor sensor, long time, double value, long sequence) {
    return encoder.encode(
        SensorReading.newBuilder()
            .setSource(sensor.source())
            .setSensor(sensor.name())
            .setEventTime(instant(time))
            .setValue(Math.round(value * 1000) / 1000.0)
            .setUnit("Cel")
            .setQuality(ReadingQuality.GOOD)
            .setSequence(sequence)
            .build());
  }

  private void send(PlantSensor sensor, byte[] value, Truth truth, long due) {
    byte[] key = sensor.source().getBytes(StandardCharsets.UTF_8);
    waiting.add(new Sent(due, order++, key, value, truth));
  }

  private void inject(Kind kind, PlantSensor sensor, long from, long to, double size) {
    faults.add(
        new InjectedFault(kind, sensor.source(), sensor.name(), instant(from), instant(to), size));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static long micros(Duration duration) {
    return Math.addExact(duration.toSeconds() * 1_000_000, duration.toNanosPart() / 1000);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
