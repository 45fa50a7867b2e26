package io.millrace.simulators.edge;

import io.millrace.schemas.cdn.CacheStatus;
import io.millrace.schemas.cdn.EdgeRequest;
import io.millrace.schemas.cdn.Tier;
import io.millrace.simulators.Delivery;
import io.millrace.simulators.InjectedFault;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.edge.Served.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The access logs of a content delivery network, request by request, in the order in which they are
 * sent. Items are asked for as Zipf's law says, the load has a day's course, and there are {@link
 * Incidents}. The same seed and settings give the same bytes. Every request has its own (source,
 * sequence). Not thread-safe; it can be run through once.
 */
public final class EdgeRequestSimulator implements Iterator<SimulatedRecord> {
  /** The input that the records are for. */
  public static final String INPUT = "requests";

  private static final double EXPONENT = 0.9;
  private static final int HOSTS = 2;
  private static final double SWING = 0.6;
  private static final long HEAD = 320;
  private static final List<String> AGENTS = List.of("curl/8.5", "Mozilla/5.0", "okhttp/4.12");

  private final EdgeSettings settings;
  private final SplittableRandom random;
  private final Zipf items;
  private final Zipf pops;
  private final EdgeCaches caches;
  private final Incidents incidents;
  private final Delivery delivery;
  private final EdgeTruth truth;
  private final RecordEncoder<EdgeRequest> encoder = new RecordEncoder<>(EdgeRequest.getEncoder());
  private final Map<String, Long> sequences = new HashMap<>();

  // Microseconds, since the epoch or of length.
  private final long start;
  private final long end;
  private double time;
  private double floodTime;

  public EdgeRequestSimulator(long seed, EdgeSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.items = new Zipf(settings.items(), EXPONENT);
    this.pops = new Zipf(settings.pops(), 1);
    this.start = Delivery.micros(settings.start());
    this.end = start + Delivery.micros(settings.duration());
    this.caches = new EdgeCaches((end - start) / 6);
    this.incidents = Incidents.plan(settings, random);
    Duration tooLate =
        settings
            .window()
            .plus(settings.limits().lateness())
            .plus(settings.limits().outOfOrderness().multipliedBy(3))
            .plusSeconds(2);
    this.delivery =
        new Delivery(random.split(), settings.faults(), settings.limits(), tooLate, end);
    this.truth = new EdgeTruth(settings.window());
    this.time = start;
    this.floodTime = settings.incidents() ? start : Double.MAX_VALUE;
  }

  /** What was made to go wrong for a while. */
  public List<InjectedFault> incidents() {
    return settings.incidents() ? incidents.faults(settings) : List.of();
  }

  /** What the requests made so far come to; complete when there is no next record. */
  public EdgeTruth truth() {
    return truth;
  }

  @Override
  public boolean hasNext() {
    while (nextTime() < end && delivery.isEmptyUntil((long) nextTime())) {
      if (time <= floodTime) {
        usualRequest((long) time);
        time += 1e6 / rateAt((long) time) * (0.5 + random.nextDouble());
      } else {
        floodRequest((long) floodTime);
      }
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

  private double nextTime() {
    return Math.min(time, floodTime);
  }

  /** Requests a second: least at the start and the end, most in the middle. */
  private double rateAt(long now) {
    double part = (double) (now - start) / (end - start);
    return settings.rate() * (1 - SWING * StrictMath.cos(2 * Math.PI * part));
  }

  private void usualRequest(long now) {
    int home = pops.draw(random);
    int pop = home;
    if (settings.incidents() && incidents.isLost(home, now)) {
      pop = incidents.refuge(settings.pops());
    }
    String site = "site-" + (1 + random.nextInt(settings.sites())) + ".example";
    int client = random.nextInt(settings.clients());
    double dice = random.nextDouble();
    if (dice < 0.02) {
      answer(now, site, pop, home, client(client), "POST", "/orders", 4_000);
    } else if (dice < 0.03) {
      answer(now, site, pop, home, client(client), "GET", "/gone/" + random.nextInt(5), 0);
    } else {
      int item = items.draw(random);
      answer(now, site, pop, home, client(client), "GET", "/items/" + item, size(item));
    }
  }

  private void floodRequest(long now) {
    if (incidents.isFlood(now)) {
      int pop = incidents.flooded();
      answer(now, "site-1.example", pop, pop, incidents.flooder(), "GET", "/search", 700);
    }
    floodTime += 1e6 / (Incidents.FLOOD_FACTOR * settings.rate());
  }

  private static String client(int number) {
    return "2001:db8::" + Integer.toHexString(number + 1);
  }

  /** From half a kilobyte to half a megabyte, whatever its rank. */
  private static long size(int item) {
    return 512L << (item * 7 % 11);
  }

  private void answer(
      long now,
      String site,
      int pop,
      int home,
      String client,
      String method,
      String path,
      long body) {
    String name = Pop.KNOWN.get(pop).name();
    String host = Incidents.host(pop, random.nextInt(HOSTS));
    boolean stored = method.equals("GET");
    Outcome outcome = stored ? caches.answer(name, site + path, now, random) : Outcome.PASS;
    int status = path.startsWith("/gone") ? 404 : 200;
    long sent = status == 404 ? 150 : body;
    if (outcome == Outcome.ERROR) {
      status = 503;
      sent = 90;
    }
    long fetched =
        switch (outcome) {
          case HIT, ERROR -> 0;
          case REVALIDATED -> HEAD;
          default -> HEAD + sent;
        };
    long sequence = sequences.merge(host, 1L, Long::sum) - 1;
    Served served =
        new Served(
            host,
            sequence,
            now,
            site,
            name,
            Pop.KNOWN.get(home).country(),
            client,
            method,
            path,
            status,
            outcome,
            HEAD,
            sent,
            fetched);
    send(served);
  }

  private void send(Served served) {
    boolean ahead = settings.incidents() && incidents.isAhead(served.source(), served.time());
    long shown = ahead ? served.time() + Incidents.AHEAD : served.time();
    byte[] bytes = encoder.encode(line(served, shown));
    if (ahead) {
      delivery.sendAt(INPUT, served.source(), bytes, Truth.FUTURE, served.time());
      return;
    }
    Truth sent = delivery.send(INPUT, served.source(), bytes, served.time());
    if (sent == Truth.LATE) {
      truth.addLate(served);
    } else {
      truth.add(served);
    }
  }

  private EdgeRequest line(Served served, long shown) {
    double wait = served.outcome() == Outcome.HIT ? 2 : 60;
    double first = Math.round((wait + wait * random.nextDouble()) * 1_000) / 1_000.0;
    // Not by the builder, whose defaults cost more than all else here.
    return new EdgeRequest(
        served.source(),
        0L,
        served.sequence(),
        served.source() + "-" + served.sequence(),
        Delivery.instant(shown),
        served.site(),
        served.pop(),
        served.source(),
        Tier.EDGE,
        served.client(),
        served.country(),
        served.sequence() % 3 == 0 ? "HTTP/1.1" : "HTTP/2",
        served.method(),
        served.site(),
        served.path(),
        null,
        AGENTS.get(Math.floorMod(served.client().hashCode(), AGENTS.size())),
        served.status(),
        served.head() + served.body(),
        served.body(),
        served.fetched(),
        CacheStatus.valueOf(served.outcome().name()),
        first,
        first + served.body() / 8_000.0);
  }
}
