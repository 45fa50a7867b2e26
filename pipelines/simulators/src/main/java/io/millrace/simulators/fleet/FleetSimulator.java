package io.millrace.simulators.fleet;

import io.millrace.schemas.industrial.ReadingQuality;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.DeliveryFaults;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.Reading;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Eight nodes that number their readings, and what goes wrong between them and a broker: readings
 * are lost, sent twice and delayed; nodes fall silent, one of them for good, one restarts; clocks
 * are wrong. {@code due} of a record is its arrival. The same seed and settings give the same
 * bytes. Not thread-safe; it can be run through once.
 */
public final class FleetSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "events";

  /** How many nodes there are. */
  public static final int NODES = 8;

  private static final int GAPS = 3;
  private static final int LONGEST_GAP = 4;
  private static final DeliveryFaults FAULTS = new DeliveryFaults(0.01, 0.005, 0, 0);

  private final FleetSettings settings;
  private final SplittableRandom random;
  private final Delivery delivery;
  private final List<InjectedFault> faults = new ArrayList<>();
  private final RecordEncoder<SensorReading> encoder =
      new RecordEncoder<>(SensorReading.getEncoder());

  private Instant last = Instant.MIN;

  /** What goes wrong with a node from one of its readings to another, which is not included. */
  private record Trouble(Trouble.Kind kind, int from, int to, Duration clock) {
    private enum Kind {
      NONE,
      SILENT,
      CLOCK,
      RESTART
    }

    /** Whether a reading is so near that one trouble would hide another. */
    boolean isNear(int reading) {
      return kind != Kind.NONE && reading > from - 30 && reading < to + 30;
    }

    boolean in(Kind wanted, int reading) {
      return kind == wanted && reading >= from && reading < to;
    }
  }

  /** A fleet of a seed. */
  public FleetSimulator(long seed, FleetSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.delivery =
        new Delivery(
            random.split(),
            FAULTS,
            settings.delivery(),
            settings.lateness(),
            Delivery.micros(settings.end()));
    int readings = (int) settings.duration().dividedBy(settings.period());
    for (int node = 0; node < NODES; node++) {
      send("node-" + (node + 1), trouble(node, readings), readings);
    }
  }

  private Trouble trouble(int node, int readings) {
    int from = readings / 4 + random.nextInt(readings / 4);
    int to = from + readings / 5 + random.nextInt(readings / 10);
    return switch (node) {
      case 1 -> new Trouble(Trouble.Kind.SILENT, from, to, Duration.ZERO);
      case 2 -> new Trouble(Trouble.Kind.CLOCK, from, to, settings.skew());
      case 3 -> new Trouble(Trouble.Kind.CLOCK, from, to, settings.skew().negated());
      case 4 -> new Trouble(Trouble.Kind.CLOCK, from, to, Duration.ofHours(1));
      case 5 -> new Trouble(Trouble.Kind.RESTART, from, from, Duration.ZERO);
      case 6 -> new Trouble(Trouble.Kind.SILENT, to, readings, Duration.ZERO);
      default -> new Trouble(Trouble.Kind.NONE, 0, 0, Duration.ZERO);
    };
  }

  private void send(String node, Trouble trouble, int readings) {
    boolean[] lost = lost(trouble, readings);
    Instant first = settings.start().plusMillis(random.nextLong(settings.period().toMillis()));
    long epoch = 0;
    long sequence = 0;
    int missing = 0;
    Instant silentSince = null;
    Instant before = null;
    for (int i = 0; i < readings; i++) {
      if (trouble.in(Trouble.Kind.SILENT, i)) {
        silentSince = before;
        continue;
      }
      if (trouble.kind() == Trouble.Kind.RESTART && i == trouble.from()) {
        epoch++;
        sequence = 0;
      }
      if (lost[i]) {
        missing++;
        sequence++;
        continue;
      }
      Instant time = first.plus(settings.period().multipliedBy(i));
      Instant shown = trouble.in(Trouble.Kind.CLOCK, i) ? time.plus(trouble.clock()) : time;
      if (missing > 0) {
        inject(Kind.GAP, node, shown, shown.plusMillis(1), missing);
        missing = 0;
      }
      if (silentSince != null) {
        inject(Kind.SILENCE, node, silentSince, shown, 0);
        silentSince = null;
      }
      byte[] value = encoder.encode(reading(node, shown, epoch, sequence++));
      delivery.send(INPUT, node, value, Delivery.micros(time));
      before = shown;
    }
    if (silentSince != null) {
      inject(Kind.SILENCE, node, silentSince, settings.end(), 0);
    }
    if (trouble.kind() == Trouble.Kind.CLOCK) {
      injectClock(node, trouble);
    }
  }

  private void injectClock(String node, Trouble trouble) {
    Kind kind = trouble.clock().isNegative() ? Kind.CLOCK_BEHIND : Kind.CLOCK_AHEAD;
    Instant from = settings.start().plus(settings.period().multipliedBy(trouble.from()));
    Instant to = settings.start().plus(settings.period().multipliedBy(trouble.to()));
    inject(kind, node, from, to, trouble.clock().abs().toSeconds());
  }

  /** For each reading whether it is lost: never two gaps together, nor one near other trouble. */
  private boolean[] lost(Trouble trouble, int readings) {
    boolean[] lost = new boolean[readings];
    for (int gap = 0; gap < GAPS; gap++) {
      int share = readings / GAPS;
      int from = gap * share + 10 + random.nextInt(share - 20);
      int length = 1 + random.nextInt(LONGEST_GAP);
      for (int i = from; i < from + length && !trouble.isNear(from); i++) {
        lost[i] = true;
      }
    }
    return lost;
  }

  private static SensorReading reading(String node, Instant time, long epoch, long sequence) {
    return SensorReading.newBuilder()
        .setSource(node)
        .setSensor("load")
        .setEventTime(time)
        .setValue(1.0)
        .setQuality(ReadingQuality.GOOD)
        .setEpoch(epoch)
        .setSequence(sequence)
        .build();
  }

  private void inject(Kind kind, String node, Instant from, Instant to, double size) {
    faults.add(new InjectedFault(kind, node, "", from, to, size));
  }

  /** What was made to go wrong; duplicates as they are sent. */
  public List<InjectedFault> faults() {
    return Collections.unmodifiableList(faults);
  }

  /** What is to be seen of it in windows of a size, when all is sent. */
  public FleetTruth truth(Duration window) {
    return new FleetTruth(settings, window, faults, last);
  }

  @Override
  public boolean hasNext() {
    return !delivery.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    SimulatedRecord record = delivery.next();
    Reading reading = Reading.of(record.value()).orElseThrow();
    Instant time = countsAt(Delivery.instant(reading.time()), record.due());
    last = time.isAfter(last) ? time : last;
    if (record.truth() == Truth.DUPLICATE) {
      inject(Kind.DUPLICATE, reading.source(), time, time.plusMillis(1), 0);
    }
    return record;
  }

  /** The time under which a reading counts: of its arrival, if it is from too far ahead. */
  private Instant countsAt(Instant time, Instant arrival) {
    return time.isAfter(arrival.plus(settings.maxFuture())) ? arrival : time;
  }
}
