package io.millrace.demo;

import io.millrace.schemas.services.Span;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.mesh.MeshSettings;
import io.millrace.simulators.mesh.MeshSimulator;
import io.millrace.simulators.mesh.MeshSpan;
import io.millrace.simulators.mesh.MeshTruth;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The spans of a shop's services, for the acts that look at them. */
final class ShopSpans {
  static final List<Duration> WINDOWS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private static final double RATE = 30;

  private final Duration duration;
  private final long seed;
  private MeshSimulator shop;

  ShopSpans(Duration duration, long seed) {
    this.duration = duration;
    this.seed = seed;
  }

  Iterator<SimulatedRecord> telemetry(Instant start) {
    shop =
        new MeshSimulator(
            seed,
            MeshSettings.small(start)
                .withInput(Demo.LIMITS, WINDOWS.get(0))
                .withLoad(RATE, duration));
    return shop;
  }

  /** The spans that count, after all was read. */
  List<MeshSpan> spans() {
    return shop.truth().spans();
  }

  /**
   * Accounts for every record.
   *
   * @param copies what becomes of spans that are sent twice
   */
  boolean account(Act act, Played played, String copies, PrintWriter out) throws IOException {
    MeshTruth truth = shop.truth();
    SetAside aside = SetAside.of(act, played);
    Set<MeshSpan.Id> late =
        aside.lateIds(
            Span.getClassSchema(),
            span ->
                new MeshSpan.Id(
                    ResultRecords.text(span, "trace_id"), ResultRecords.text(span, "span_id")));
    // Sent late, and yet in time: event time had not come so far, after the failure.
    truth.late().stream().filter(one -> !late.remove(one.key())).forEach(truth::addInTime);
    long duplicates = played.sent(Truth.DUPLICATE);
    out.printf(
        "Accounting   %,d read = %,d processed + %,d dead + %,d late + %,d future + %,d %s%n",
        played.total(),
        truth.spans().size(),
        aside.dead(),
        aside.late().size(),
        aside.future(),
        duplicates,
        copies);
    out.printf(
        "Sampled      the spans sent stand for %,.0f; %,d were made%n",
        truth.estimated(), truth.made());
    shop.incidents().forEach(incident -> out.println("Injected     " + incident.describe()));
    boolean good = Played.holds(out, "dead letters", played.sent(Truth.MALFORMED), aside.dead());
    good &= Played.holds(out, "spans late that were sent in time", 0, late.size());
    good &= Played.holds(out, "from the future", played.sent(Truth.FUTURE), aside.future());
    return good
        & Played.holds(
            out,
            "spans accounted for",
            played.total(),
            truth.spans().size()
                + aside.dead()
                + aside.late().size()
                + aside.future()
                + duplicates);
  }
}
