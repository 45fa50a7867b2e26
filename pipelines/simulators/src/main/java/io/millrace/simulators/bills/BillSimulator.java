package io.millrace.simulators.bills;

import io.millrace.schemas.cloud.FocusCharge;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.InjectedFault.Kind;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The bills of three cloud providers, row by row, in the order in which they are exported: prices,
 * negotiated discounts, commitments used and unused, support, credits, taxes, and corrections of
 * months that were invoiced. Rows are restated: at another price, for another sub-account or team,
 * or withdrawn; and one service of one provider is repriced as a whole. The same seed and settings
 * give the same bytes. Not thread-safe; it can be run through once.
 */
public final class BillSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "bills";

  /** A row is restated at the latest so long after its charge. */
  static final Duration LAST_RESTATED = Duration.ofDays(18);

  private static final double RESTATED = 0.12;
  private static final BigDecimal REPRICED = new BigDecimal("0.9");

  private final BillSettings settings;
  private final SplittableRandom random;
  private final Delivery delivery;
  private final List<AccountUse> accounts = new ArrayList<>();
  private final BillTruth truth = new BillTruth();
  private final RecordEncoder<FocusCharge> encoder = new RecordEncoder<>(FocusCharge.getEncoder());
  private final Interval time;
  private final Provider repricer;
  private final String repriced;
  private final Interval repricing;
  private Interval day;
  private long numbered;

  public BillSimulator(long seed, BillSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.time = new Interval(settings.start(), settings.start().plus(settings.duration()));
    this.day = Interval.day(settings.start());
    for (Provider provider : Provider.ALL) {
      accounts.add(new AccountUse(provider, settings.billing(), random.split(), () -> ++numbered));
    }
    this.repricer = Provider.ALL.get(random.nextInt(Provider.ALL.size()));
    this.repriced = repricer.products().get(random.nextInt(repricer.products().size())).service();
    Instant from = time.start().plus(Duration.ofDays(10 + random.nextInt(5)));
    this.repricing = new Interval(from, from.plus(Duration.ofDays(8)));
    Duration tooLate =
        Duration.ofDays(32)
            .plus(settings.limits().lateness())
            .plus(settings.limits().outOfOrderness().multipliedBy(3));
    this.delivery =
        new Delivery(random.split(), settings.faults(), settings.limits(), tooLate, time.to());
  }

  /** What was stated again as a whole. */
  public List<InjectedFault> incidents() {
    return settings.restated()
        ? List.of(
            new InjectedFault(
                Kind.REPRICED,
                repricer.name(),
                repriced,
                repricing.start(),
                repricing.end(),
                REPRICED.doubleValue()))
        : List.of();
  }

  /** What the rows made so far come to; complete when there is no next record. */
  public BillTruth truth() {
    return truth;
  }

  @Override
  public boolean hasNext() {
    while (time.holds(day.start()) && delivery.isEmptyUntil(day.from())) {
      for (AccountUse account : accounts) {
        account.rows(day).forEach(this::state);
      }
      day = Interval.day(day.end());
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

  private void state(BillRow row) {
    byte[] bytes = encoder.encode(FocusRows.charge(row));
    // What is paid ahead, or corrected, is billed at once; the rest when its time is over.
    boolean ahead = row.kind() == BillRow.Kind.PURCHASE || row.kind() == BillRow.Kind.CORRECTION;
    long known = ahead ? row.billing().from() : row.charge().to();
    Truth sent = delivery.send(INPUT, row.provider().account(), bytes, known);
    if (sent == Truth.LATE) {
      truth.addLate(row);
    } else {
      truth.add(row);
    }
    if (settings.restated()) {
      restate(row, known);
    }
  }

  private void restate(BillRow row, long known) {
    BillRow last = row;
    boolean whole = row.provider() == repricer && row.service().equals(repriced);
    if (whole && repricing.holds(row.charge().start())) {
      last = last.restated(REPRICED);
      sendAgain(last, Delivery.micros(repricing.end().plus(Duration.ofDays(2))));
    }
    while (random.nextDouble() < RESTATED) {
      last = another(last);
      sendAgain(last, known + random.nextLong(Delivery.micros(LAST_RESTATED)));
    }
  }

  private BillRow another(BillRow row) {
    List<String> subAccounts = row.provider().subAccounts();
    return switch (random.nextInt(8)) {
      case 0 -> row.takenBack();
      case 1 -> row.retagged("blue");
      // A row without a number is known by its account: it can't move.
      case 2, 3 ->
          row.provider().numbersRows()
              ? row.moved(subAccounts.get(random.nextInt(subAccounts.size())))
              : row.retagged("green");
      default -> row.restated(BigDecimal.valueOf(random.nextLong(900, 1_101), 3));
    };
  }

  private void sendAgain(BillRow row, long due) {
    if (due < time.to()) {
      truth.add(row);
      byte[] bytes = encoder.encode(FocusRows.charge(row));
      delivery.sendAt(INPUT, row.provider().account(), bytes, Truth.CORRECTING, due);
    }
  }
}
