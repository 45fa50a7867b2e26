package io.millrace.simulators.mesh;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The spans of a shop's services, in the order in which they are sent. Requests are sampled at
 * their head, with a probability that depends on what is asked for; the clocks of all hosts differ;
 * there are {@link MeshIncidents}. The same seed and settings give the same bytes. Not thread-safe;
 * it can be run through once.
 */
public final class MeshSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "spans";

  /** Between the ends of the first and the last span of a trace there is less than this. */
  public static final Duration LONGEST_TRACE = Duration.ofSeconds(5);

  private final MeshSettings settings;
  private final SplittableRandom random;
  private final Optional<MeshIncidents> incidents;
  private final HostClocks clocks;
  private final Delivery delivery;
  private final MeshTruth truth = new MeshTruth();
  private final RecordEncoder<Span> encoder = new RecordEncoder<>(Span.getEncoder());

  // Microseconds: by how much a clock is off, and times since the epoch.
  private final long off;
  private final long end;
  private double time;

  public MeshSimulator(long seed, MeshSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.incidents =
        settings.incidents() ? Optional.of(MeshIncidents.plan(settings, random)) : Optional.empty();
    this.off = Delivery.micros(settings.limits().outOfOrderness()) / 5;
    this.clocks = new HostClocks(off, incidents, random.split());
    this.time = Delivery.micros(settings.start());
    this.end = (long) time + Delivery.micros(settings.duration());
    Duration tooLate =
        settings
            .window()
            .plus(settings.limits().lateness())
            .plus(settings.limits().outOfOrderness().multipliedBy(3))
            .plusSeconds(2);
    this.delivery =
        new Delivery(random.split(), settings.faults(), settings.limits(), tooLate, end);
  }

  /** What was made to go wrong for a while. */
  public List<InjectedFault> incidents() {
    return incidents.map(one -> one.faults(off)).orElse(List.of());
  }

  /** The spans made so far; complete when there is no next record. */
  public MeshTruth truth() {
    return truth;
  }

  @Override
  public boolean hasNext() {
    while (time < end && delivery.isEmptyUntil((long) time)) {
      request((long) time);
      time += 1e6 / settings.rate() * (0.5 + random.nextDouble());
    }
    return !delivery.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return delivery.next();
  }

  private void request(long now) {
    Shop.Entry entry = entry(random.nextDouble());
    boolean sampled = random.nextDouble() < entry.sampled();
    RequestRun.Report report = sampled ? this::send : (span, ended) -> truth.addUnsampled(span);
    new RequestRun(random, incidents, clocks, report, 1 / entry.sampled())
        .serve(entry.operation(), now);
  }

  private static Shop.Entry entry(double dice) {
    double left = dice;
    for (Shop.Entry entry : Shop.ENTRIES) {
      left -= entry.share();
      if (left < 0) {
        return entry;
      }
    }
    return Shop.ENTRIES.get(Shop.ENTRIES.size() - 1);
  }

  private void send(MeshSpan span, long ended) {
    byte[] bytes = encoder.encode(record(span));
    if (clocks.isAhead(span.host(), ended)) {
      truth.addLost(span);
      delivery.sendAt(INPUT, span.host(), bytes, Truth.FUTURE, ended);
    } else if (delivery.send(INPUT, span.host(), bytes, ended) == Truth.LATE) {
      truth.addLate(span);
    } else {
      truth.add(span);
    }
  }

  private static Span record(MeshSpan span) {
    return Span.newBuilder()
        .setSource(span.host())
        .setEventTime(Delivery.instant(span.end()))
        .setStartTime(Delivery.instant(span.start()))
        .setTraceId(span.trace())
        .setSpanId(span.id())
        .setParentId(span.parent())
        .setKind(SpanKind.valueOf(span.kind().name()))
        .setService(span.service())
        .setOperation(span.operation())
        .setPeerService(span.peer())
        .setDatabase(span.database())
        .setMessaging(span.peer() == null || span.kind() == MeshSpan.Kind.CLIENT ? null : "kafka")
        .setStatus(span.failed() ? SpanStatus.ERROR : SpanStatus.UNSET)
        .setAdjustedCount(span.weight() == 1 ? null : (Double) span.weight())
        .build();
  }
}
