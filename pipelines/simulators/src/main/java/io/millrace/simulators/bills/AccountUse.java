package io.millrace.simulators.bills;

import io.millrace.simulators.bills.BillRow.Kind;
import io.millrace.simulators.bills.Provider.Commitment;
import io.millrace.simulators.bills.Provider.Product;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What one provider bills, day by day, as it is first stated. */
final class AccountUse {
  private static final List<String> TEAMS = List.of("blue", "green", "red");
  private static final BigDecimal TAX = new BigDecimal("0.19");
  private static final BigDecimal SUPPORT = new BigDecimal("0.1");

  private final Provider provider;
  private final List<Interval> months;
  private final SplittableRandom random;
  private final Numbers numbers;

  /** What was billed in each month, on which support and tax are charged. */
  private final Map<Interval, BigDecimal> billed = new HashMap<>();

  /**
   * @param months in which it bills
   */
  AccountUse(Provider provider, List<Interval> months, SplittableRandom random, Numbers numbers) {
    this.provider = provider;
    this.months = months;
    this.random = random;
    this.numbers = numbers;
  }

  /** Numbers rows. */
  interface Numbers {
    long next();
  }

  /** The rows of one day, with those of a month that begins or ends with it. */
  List<BillRow> rows(Interval day) {
    Interval month =
        months.stream().filter(one -> one.holds(day.start())).findFirst().orElseThrow();
    List<BillRow> rows = new ArrayList<>();
    if (day.start().equals(month.start())) {
      purchase(month).ifPresent(rows::add);
      correction(month).ifPresent(rows::add);
    }
    BigDecimal left = provider.commitment().map(Commitment::units).orElse(BigDecimal.ZERO);
    for (Product product : provider.products()) {
      boolean committed = product == provider.products().get(0);
      for (String account : provider.subAccounts()) {
        BigDecimal units = units(product);
        BigDecimal covered = committed ? units.min(left) : BigDecimal.ZERO;
        left = committed ? left.subtract(covered) : left;
        String team = random.nextInt(6) == 0 ? null : TEAMS.get(random.nextInt(TEAMS.size()));
        if (covered.signum() > 0) {
          rows.add(committed(product, account, team, day, month, covered));
        }
        if (units.compareTo(covered) > 0) {
          Costs costs = onDemand(product, units.subtract(covered));
          rows.add(row(product.service(), account, team, Kind.ON_DEMAND, day, month, costs));
        }
      }
    }
    unused(day, month, left).ifPresent(rows::add);
    rows.forEach(row -> billed.merge(month, row.costs().billed(), BigDecimal::add));
    if (day.end().equals(month.end())) {
      rows.addAll(charges(month));
    }
    return rows;
  }

  private BigDecimal units(Product product) {
    return BigDecimal.valueOf((long) (product.usual() * 1e4 * (0.5 + random.nextDouble())), 4);
  }

  private static Costs onDemand(Product product, BigDecimal units) {
    BigDecimal list = units.multiply(product.price());
    BigDecimal paid = list.multiply(product.negotiated());
    return new Costs(paid, paid, list, paid);
  }

  private BillRow committed(
      Product product,
      String account,
      String team,
      Interval day,
      Interval month,
      BigDecimal units) {
    Commitment commitment = provider.commitment().orElseThrow();
    Costs without = onDemand(product, units);
    Costs costs =
        new Costs(
            BigDecimal.ZERO,
            units.multiply(commitment.price()),
            without.list(),
            without.contracted());
    return row(product.service(), account, team, Kind.COMMITTED, day, month, costs);
  }

  private Optional<BillRow> unused(Interval day, Interval month, BigDecimal units) {
    if (units.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal wasted = units.multiply(provider.commitment().orElseThrow().price());
    Costs costs = new Costs(BigDecimal.ZERO, wasted, BigDecimal.ZERO, BigDecimal.ZERO);
    return Optional.of(row(committedService(), null, null, Kind.UNUSED, day, month, costs));
  }

  /** Paid ahead; what is used of it costs in effect, and not the purchase. */
  private Optional<BillRow> purchase(Interval month) {
    Commitment commitment = provider.commitment().orElse(null);
    boolean first = month.equals(months.get(0));
    if (commitment == null || !commitment.monthly() && !first) {
      return Optional.empty();
    }
    Interval time =
        commitment.monthly()
            ? month
            : new Interval(month.start(), months.get(months.size() - 1).end());
    BigDecimal price =
        commitment
            .units()
            .multiply(commitment.price())
            .multiply(BigDecimal.valueOf(time.length().toDays()));
    Costs costs = new Costs(price, BigDecimal.ZERO, price, price);
    return Optional.of(row(committedService(), null, null, Kind.PURCHASE, time, month, costs));
  }

  /** Of a month that was invoiced: billed in the next one. */
  private Optional<BillRow> correction(Interval month) {
    int index = months.indexOf(month);
    if (index == 0) {
      return Optional.empty();
    }
    Product product = provider.products().get(provider.products().size() - 1);
    Interval day = months.get(index - 1).firstDay();
    Costs costs = onDemand(product, units(product)).times(new BigDecimal("-0.25"));
    String account = provider.subAccounts().get(0);
    return Optional.of(row(product.service(), account, null, Kind.CORRECTION, day, month, costs));
  }

  private List<BillRow> charges(Interval month) {
    BigDecimal sum = billed.get(month);
    List<BillRow> rows = new ArrayList<>();
    if (provider.support() != null) {
      Costs support = Costs.same(cents(sum.multiply(SUPPORT)));
      rows.add(row(provider.support(), null, null, Kind.SUPPORT, month, month, support));
    }
    String account = provider.subAccounts().get(random.nextInt(provider.subAccounts().size()));
    Costs credit = Costs.same(new BigDecimal("-7.5"));
    rows.add(row(committedService(), account, null, Kind.CREDIT, month, month, credit));
    Costs tax = Costs.same(cents(sum.multiply(TAX)));
    rows.add(row(committedService(), null, null, Kind.TAX, month, month, tax));
    return rows;
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN);
  }

  private String committedService() {
    return provider.products().get(0).service();
  }

  private BillRow row(
      String service,
      String account,
      String team,
      Kind kind,
      Interval charge,
      Interval billing,
      Costs costs) {
    boolean committed = kind == Kind.COMMITTED || kind == Kind.UNUSED || kind == Kind.PURCHASE;
    return new BillRow(
        numbers.next(),
        0,
        false,
        provider,
        service,
        account,
        team,
        kind,
        committed ? provider.commitment().orElseThrow().id() : null,
        charge,
        billing,
        provider.saysContracted() ? costs : costs.withoutContracted());
  }
}
