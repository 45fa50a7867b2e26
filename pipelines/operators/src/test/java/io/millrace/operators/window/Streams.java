package io.millrace.operators.window;

import io.millrace.operators.window.PanedJob.Settings;
import io.millrace.schemas.industrial.SensorReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Streams of readings in order of event time, windows over them, and how late they may be. */
final class Streams extends DomainContextBase {
  private static final Instant START = Instant.parse("2025-12-31T23:10:00Z");

  record Stream(List<SensorReading> events, Settings settings) {}

  private record Draw(String source, long offset, double value) {}

  @Provide
  Arbitrary<Stream> streams() {
    return Combinators.combine(draws().list().ofMinSize(1).ofMaxSize(60), settings())
        .as((draws, settings) -> new Stream(events(draws), settings));
  }

  private static Arbitrary<Draw> draws() {
    Arbitrary<Long> anywhere = Arbitraries.longs().between(0, Duration.ofHours(3).toMillis());
    Arbitrary<Long> onMinutes = Arbitraries.longs().between(0, 180).map(minute -> minute * 60_000);
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-100, 100).ofScale(2),
            Arbitraries.of(1e300, -1e300, 1e-300, 5e-324, 0.0, 0.1, 1e16));
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"), Arbitraries.oneOf(anywhere, onMinutes), values)
        .as(Draw::new);
  }

  private static Arbitrary<Settings> settings() {
    Arbitrary<List<WindowSpec>> windows =
        Arbitraries.of(
                WindowSpec.tumbling(Duration.ofMinutes(1)),
                WindowSpec.tumbling(Duration.ofMinutes(10)),
                WindowSpec.tumbling(Duration.ofHours(1)),
                new WindowSpec(Duration.ofMinutes(5), Duration.ofMinutes(1)),
                new WindowSpec(Duration.ofMinutes(30), Duration.ofMinutes(10)))
            .list()
            .uniqueElements()
            .ofMinSize(1)
            .ofMaxSize(4);
    Arbitrary<Integer> earlyPanes = Arbitraries.integers().between(0, 4);
    Arbitrary<Duration> spans =
        Arbitraries.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(90),
            Duration.ofMinutes(10),
            Duration.ofMinutes(40));
    return Combinators.combine(windows, earlyPanes, spans, spans)
        .as(
            (specs, panes, outOfOrderness, lateness) ->
                new Settings(
                    specs,
                    new Windows(specs).pane().multipliedBy(panes),
                    outOfOrderness,
                    lateness));
  }

  private static List<SensorReading> events(List<Draw> draws) {
    List<SensorReading> events = new ArrayList<>();
    for (Draw draw : draws) {
      Instant time = START.plusMillis(draw.offset);
      events.add(Readings.reading(draw.source, time, (long) events.size(), draw.value));
    }
    return events;
  }
}
