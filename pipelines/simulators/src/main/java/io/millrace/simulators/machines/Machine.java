package io.millrace.simulators.machines;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The life of one machine: what it did when, and what it made. It produces, and stops for one cause
 * or another, from the start to the end; then it is switched off.
 *
 * @param spells one behind the other, to the end of the plant's time and beyond
 * @param reports in the order of time; the first of nothing
 */
record Machine(String name, List<Product> products, List<Spell> spells, List<Report> reports) {
  private static final List<Activity> STOPS =
      List.of(
          Activity.WAITING,
          Activity.WAITING,
          Activity.FAILED,
          Activity.SET_UP,
          Activity.MAINTAINED,
          Activity.WITHOUT_ORDER);
  private static final long MILLI = 1_000;

  static Machine live(String name, Span time, long reporting, SplittableRandom random) {
    List<Product> products =
        List.of(
            new Product(name + "-a", 100 + random.nextInt(300)),
            new Product(name + "-b", 100 + random.nextInt(300)));
    Life life = new Life(time, reporting, products, random);
    life.run();
    return new Machine(name, products, life.spells, life.reports);
  }

  /** A machine's life while it is made up. */
  private static final class Life {
    private final Span time;
    private final long reporting;
    private final List<Product> products;
    private final SplittableRandom random;
    private final List<Spell> spells = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private Tally shown = Tally.NONE;
    private long epoch;
    private int order = 1;
    private Product product;

    Life(Span time, long reporting, List<Product> products, SplittableRandom random) {
      this.time = time;
      this.reporting = reporting;
      this.products = products;
      this.random = random;
      this.product = products.get(0);
    }

    void run() {
      report(time.from(), Tally.NONE);
      long now = time.from();
      while (now < time.to()) {
        now = spell(now, share(0.04, 0.12), Activity.PRODUCING);
        if (now < time.to()) {
          Activity stop = STOPS.get(random.nextInt(STOPS.size()));
          if (stop == Activity.SET_UP) {
            order++;
            product = products.get(order % products.size());
          }
          now = spell(now, share(0.01, 0.05), stop);
          if (stop == Activity.FAILED && now < time.to()) {
            reset(now);
          }
        }
      }
      spells.add(new Spell(new Span(time.to(), Long.MAX_VALUE), Activity.OFF, order, product));
    }

    private long share(double least, double most) {
      double part = least + (most - least) * random.nextDouble();
      return Math.max(1, (long) ((time.to() - time.from()) * part) / MILLI) * MILLI;
    }

    private long spell(long from, long length, Activity activity) {
      long to = Math.min(time.to(), from + length);
      spells.add(new Spell(new Span(from, to), activity, order, product));
      if (activity == Activity.PRODUCING) {
        produce(from, to);
      }
      return to;
    }

    /**
     * Parts one behind the other, a little slower than they could be, told of from time to time.
     */
    private void produce(long from, long to) {
      long cycle = (long) (product.idealMillis() * MILLI * (1.02 + 0.2 * random.nextDouble()));
      long next = from + reporting - Math.floorMod(from - time.from(), reporting);
      Tally made = Tally.NONE;
      for (long done = from + cycle; done < to; done += cycle) {
        while (next <= done) {
          made = tell(next, made);
          next += reporting;
        }
        made = made.plus(part());
      }
      tell(to, made);
    }

    private Tally part() {
      double dice = random.nextDouble();
      if (dice < 0.94) {
        return new Tally(1, 1, 0, 0);
      }
      return dice < 0.98 ? new Tally(1, 0, 1, 0) : new Tally(1, 0, 0, 1);
    }

    private Tally tell(long now, Tally made) {
      if (made.produced() > 0) {
        report(now, made);
      }
      return Tally.NONE;
    }

    private void report(long now, Tally made) {
      shown = shown.plus(made);
      reports.add(new Report(now, product, made, shown, epoch));
    }

    /** Counters begin anew: they say so by another epoch, or by telling nothing at once. */
    private void reset(long now) {
      shown = Tally.NONE;
      if (random.nextBoolean()) {
        epoch++;
      } else {
        report(now, Tally.NONE);
      }
    }
  }
}
