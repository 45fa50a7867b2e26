package io.millrace.simulators.machines;

import io.millrace.schemas.industrial.CalendarKind;
import io.millrace.schemas.industrial.CountTemporality;
import io.millrace.schemas.industrial.IdealCycleTime;
import io.millrace.schemas.industrial.MachineState;
import io.millrace.schemas.industrial.PartCount;
import io.millrace.schemas.industrial.ShiftCalendar;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The calendar, ideal cycle times, states and part counts of a plant's machines, record by record,
 * in the order in which they are sent. Gateways that lose their link store what comes, and send it
 * in its order, at once, when they are back; failures get their reason later, from an operator. The
 * same seed and settings give the same bytes. Not thread-safe; it can be run through once.
 */
public final class MachineSimulator implements Iterator<SimulatedRecord> {
  /** The inputs that the records are for. */
  public static final List<String> INPUTS = List.of("states", "counts", "calendar", "cycles");

  private static final int GATEWAYS = 2;

  private final MachineSettings settings;
  private final Span time;
  private final Calendar calendar;
  private final List<Machine> machines = new ArrayList<>();
  private final List<Span> outages = new ArrayList<>();
  private final List<InjectedFault> faults = new ArrayList<>();
  private final SplittableRandom random;
  private final Delivery delivery;
  private final RecordEncoder<MachineState> states = new RecordEncoder<>(MachineState.getEncoder());
  private final RecordEncoder<PartCount> counts = new RecordEncoder<>(PartCount.getEncoder());
  private final RecordEncoder<ShiftCalendar> entries =
      new RecordEncoder<>(ShiftCalendar.getEncoder());
  private final RecordEncoder<IdealCycleTime> cycles =
      new RecordEncoder<>(IdealCycleTime.getEncoder());

  /** One fact on its way, while it is at its gateway. */
  private record Fact(long time, String input, int machine, byte[] value) {}

  public MachineSimulator(long seed, MachineSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    long start = Delivery.micros(settings.start());
    long duration = Delivery.micros(settings.duration());
    this.time = new Span(start, start + duration);
    this.calendar = Calendar.of(start, duration);
    this.delivery =
        new Delivery(
            random.split(), settings.faults(), settings.limits(), Duration.ZERO, time.to());
    for (int i = 0; i < settings.machines(); i++) {
      long reporting = Delivery.micros(settings.reporting());
      machines.add(Machine.live("machine-" + (i + 1), time, reporting, random));
    }
    if (settings.outages()) {
      planOutages(duration);
    }
    sendPlan();
    sendFacts();
  }

  /** What was made to go wrong for a while. */
  public List<InjectedFault> faults() {
    return Collections.unmodifiableList(faults);
  }

  /** What the machines did. */
  public MachineTruth truth() {
    return new MachineTruth(machines, calendar, time);
  }

  @Override
  public boolean hasNext() {
    return !delivery.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return delivery.next();
  }

  /** Each gateway once, for no longer than what it stored is still wanted. */
  private void planOutages(long duration) {
    long longest = Delivery.micros(settings.limits().lateness()) / 2;
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      long length = Math.min(longest, duration * 15 / 100);
      long from = time.from() + duration * (20 + 40 * gateway + random.nextInt(10)) / 100;
      Span outage = new Span(from, from + length);
      outages.add(outage);
      faults.add(
          new InjectedFault(
              Kind.OUTAGE,
              gateway(gateway),
              "",
              Delivery.instant(outage.from()),
              Delivery.instant(outage.to()),
              0));
    }
  }

  private static String gateway(int number) {
    return "gateway-" + (number % GATEWAYS + 1);
  }

  /** What is known before the first shift begins. */
  private void sendPlan() {
    for (Machine machine : machines) {
      for (Product product : machine.products()) {
        byte[] cycle =
            cycles.encode(
                new IdealCycleTime(
                    machine.name(),
                    settings.start().minus(Duration.ofDays(1)),
                    product.name(),
                    product.idealMillis() / 1_000.0,
                    null));
        delivery.sendAt("cycles", machine.name(), cycle, Truth.GOOD, time.from());
      }
      for (int i = 0; i < calendar.shifts().size(); i++) {
        sendEntry(machine, calendar.shifts().get(i), CalendarKind.SHIFT, Calendar.NAMES.get(i));
      }
      sendEntry(machine, calendar.stop(), CalendarKind.PLANNED_STOP, "break");
    }
  }

  private void sendEntry(Machine machine, Span span, CalendarKind kind, String name) {
    byte[] entry =
        entries.encode(
            new ShiftCalendar(
                machine.name(),
                Delivery.instant(span.from()),
                Delivery.instant(span.to()),
                kind,
                name,
                null,
                null,
                null));
    delivery.sendAt("calendar", machine.name(), entry, Truth.GOOD, time.from());
  }

  private void sendFacts() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < machines.size(); i++) {
      addStates(i, facts);
      addCounts(i, facts);
    }
    // A gateway sends what it stored in the order of the facts.
    facts.sort(Comparator.comparingLong(Fact::time));
    facts.forEach(this::send);
  }

  private void send(Fact fact) {
    String source = machines.get(fact.machine()).name();
    if (settings.outages() && outages.get(fact.machine() % GATEWAYS).holds(fact.time())) {
      long back = outages.get(fact.machine() % GATEWAYS).to();
      delivery.sendAt(fact.input(), source, fact.value(), delayed(back - fact.time()), back);
    } else {
      delivery.send(fact.input(), source, fact.value(), fact.time());
    }
  }

  private Truth delayed(long by) {
    return by < Delivery.micros(settings.limits().outOfOrderness()) ? Truth.GOOD : Truth.CORRECTING;
  }

  private void addStates(int number, List<Fact> facts) {
    Machine machine = machines.get(number);
    for (int i = 0; i < machine.spells().size(); i++) {
      Spell spell = machine.spells().get(i);
      long began = spell.time().from();
      boolean failed = spell.activity() == Activity.FAILED;
      String id = machine.name() + "-" + i;
      String reason = failed ? null : spell.activity().reason();
      byte[] state = state(machine, spell, reason, id, null, gateway(number), i);
      facts.add(new Fact(began, "states", number, state));
      if (failed) {
        // The terminal of the operator has a link of its own.
        long after = Delivery.micros(settings.limits().lateness()) / 4;
        String known = spell.activity().reason();
        byte[] relabelled = state(machine, spell, known, id + "-reason", id, "terminal", i);
        delivery.sendAt("states", machine.name(), relabelled, delayed(after), began + after);
      }
    }
  }

  private byte[] state(
      Machine machine,
      Spell spell,
      String reason,
      String id,
      String supersedes,
      String source,
      long sequence) {
    return states.encode(
        new MachineState(
            machine.name(),
            Delivery.instant(spell.time().from()),
            spell.activity().state(),
            spell.activity().mode(),
            reason,
            spell.activity().ordered() ? "order-" + spell.order() : null,
            id,
            supersedes,
            source,
            0L,
            sequence));
  }

  private void addCounts(int number, List<Fact> facts) {
    Machine machine = machines.get(number);
    long sequence = 0;
    for (Report report : machine.reports()) {
      Tally shown = report.shown();
      byte[] count =
          counts.encode(
              new PartCount(
                  machine.name(),
                  Delivery.instant(report.time()),
                  CountTemporality.CUMULATIVE,
                  "",
                  report.product().name(),
                  null,
                  shown.produced(),
                  shown.good(),
                  shown.scrap(),
                  shown.rework(),
                  gateway(number),
                  report.epoch(),
                  sequence++));
      facts.add(new Fact(report.time(), "counts", number, count));
    }
  }
}
