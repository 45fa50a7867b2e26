package io.millrace.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.window.PanedJob.Checkpoint;
import io.millrace.operators.window.PanedJob.Settings;
import io.millrace.operators.window.Streams.Stream;
import io.millrace.schemas.industrial.Rollup;
import io.millrace.schemas.industrial.SensorReading;
import io.millrace.testkit.CanonicalResults;
import io.millrace.testkit.Shuffler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What architecture.md says of results and the order of arrival, at any parallelism. */
@Domain(Streams.class)
@Domain(DomainContext.Global.class)
class PanedJobPropertyTest {

  @Property(tries = 60)
  void ordersWithinOutOfOrdernessGiveEqualFinalResults(
      @ForAll Stream stream, @ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int parallelism)
      throws Exception {
    // given
    Settings settings = stream.settings();
    List<SensorReading> arrivals = displaced(stream, seed, settings.outOfOrderness());

    // when
    try (PanedJob job = new PanedJob(settings, parallelism)) {
      job.events(arrivals);
      job.finish();

      // then
      assertThat(CanonicalResults.finals(job.results, "source"))
          .isEqualTo(CanonicalResults.finals(expected(stream, stream.events()), "source"));
      assertThat(CanonicalResults.latest(job.results, "source"))
          .isEqualTo(latest(stream, stream.events()));
    }
  }

  @Property(tries = 60)
  void ordersWithinOutOfOrdernessAndLatenessGiveEqualLatestRevisions(
      @ForAll Stream stream, @ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int parallelism)
      throws Exception {
    // given
    Settings settings = stream.settings();
    List<SensorReading> arrivals =
        displaced(stream, seed, settings.outOfOrderness().plus(settings.lateness()));

    // when
    try (PanedJob job = new PanedJob(settings, parallelism)) {
      job.events(arrivals);
      job.finish();

      // then
      assertThat(job.late).isEmpty();
      assertThat(CanonicalResults.latest(job.results, "source"))
          .isEqualTo(latest(stream, stream.events()));
    }
  }

  @Property(tries = 60)
  void whatIsLaterIsKeptWholeAndIsInNoWindow(
      @ForAll Stream stream, @ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int parallelism)
      throws Exception {
    // given
    List<SensorReading> arrivals = displaced(stream, seed, Duration.ofHours(3));

    // when
    try (PanedJob job = new PanedJob(stream.settings(), parallelism)) {
      job.events(arrivals);
      job.finish();

      // then
      assertThat(stream.events()).containsAll(job.late);
      assertThat(CanonicalResults.latest(job.results, "source"))
          .isEqualTo(latest(stream, without(stream.events(), job.late)));
    }
  }

  @Property(tries = 60)
  void restoreInOrderGivesTheFinalResultsOfNoRestore(
      @ForAll Stream stream,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2) int before,
      @ForAll @IntRange(min = 1, max = 2) int after,
      @ForAll @DoubleRange(min = 0, max = 1) double at)
      throws Exception {
    // given
    List<SensorReading> arrivals = displaced(stream, seed, stream.settings().outOfOrderness());

    // when
    try (PanedJob job = restored(stream.settings(), arrivals, before, after, at)) {

      // then
      assertThat(CanonicalResults.finals(job.results, "source"))
          .isEqualTo(CanonicalResults.finals(expected(stream, stream.events()), "source"));
      assertThat(CanonicalResults.latest(job.results, "source"))
          .isEqualTo(latest(stream, stream.events()));
    }
  }

  @Property(tries = 60)
  void restoreAmongLateEventsLosesAndDoublesNothing(
      @ForAll Stream stream,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2) int before,
      @ForAll @IntRange(min = 1, max = 2) int after,
      @ForAll @DoubleRange(min = 0, max = 1) double at,
      @ForAll boolean beyondLateness)
      throws Exception {
    // given
    Settings settings = stream.settings();
    Duration bound =
        beyondLateness ? Duration.ofHours(3) : settings.outOfOrderness().plus(settings.lateness());
    List<SensorReading> arrivals = displaced(stream, seed, bound);

    // when
    try (PanedJob job = restored(settings, arrivals, before, after, at)) {

      // then
      assertThat(CanonicalResults.latest(job.results, "source"))
          .isEqualTo(latest(stream, without(stream.events(), job.late)));
      if (!beyondLateness) {
        assertThat(job.late).isEmpty();
      }
    }
  }

  @Property(tries = 60)
  void restoreOfOneInstanceJudgesLatenessAsIfItHadNotBeen(
      @ForAll Stream stream, @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double at)
      throws Exception {
    // given
    List<SensorReading> arrivals = displaced(stream, seed, Duration.ofHours(3));
    List<SensorReading> lateWithout;
    try (PanedJob job = new PanedJob(stream.settings(), 1)) {
      job.events(arrivals);
      lateWithout = job.late;
      job.finish();
    }

    // when
    try (PanedJob job = restored(stream.settings(), arrivals, 1, 1, at)) {

      // then
      assertThat(job.late).isEqualTo(lateWithout);
    }
  }

  private static PanedJob restored(
      Settings settings, List<SensorReading> arrivals, int before, int after, double at)
      throws Exception {
    int split = (int) (at * arrivals.size());
    try (PanedJob first = new PanedJob(settings, before)) {
      first.events(arrivals.subList(0, split));
      Checkpoint checkpoint = first.checkpoint();
      PanedJob second = new PanedJob(settings, after, checkpoint);
      second.results.addAll(first.results);
      second.late.addAll(first.late);
      // What the first one did after its checkpoint is undone.
      first.events(arrivals.subList(split, Math.min(split + 3, arrivals.size())));
      second.events(arrivals.subList(split, arrivals.size()));
      second.finish();
      return second;
    }
  }

  private static List<SensorReading> displaced(Stream stream, long seed, Duration bound) {
    return new Shuffler(seed)
        .displace(stream.events(), event -> event.getEventTime().toEpochMilli(), bound);
  }

  private static List<Rollup> expected(Stream stream, List<SensorReading> events) {
    Settings settings = stream.settings();
    return WindowOracle.finals(events, settings.windows(), settings.early().toMillis());
  }

  private static List<String> latest(Stream stream, List<SensorReading> events) {
    return CanonicalResults.latest(
        WindowOracle.finals(events, stream.settings().windows(), 0), "source");
  }

  private static List<SensorReading> without(
      List<SensorReading> events, List<SensorReading> removed) {
    List<SensorReading> rest = new ArrayList<>(events);
    removed.forEach(rest::remove);
    return rest;
  }
}
