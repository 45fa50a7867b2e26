package io.millrace.simulators.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EasyBackfillTest {
  private static final int PROCESSORS = 8;
  private static final long END = 1_000;

  @Example
  void aJobThatDelaysNobodyOvertakesTheFirstInTheQueue() {
    // Given a machine of eight of which six are in use until 100
    List<Request> requests =
        List.of(
            request("long", 6, 0, 100, 100),
            request("first", 8, 1, 50, 50),
            request("short", 2, 2, 90, 90),
            request("too-long", 2, 3, 98, 98));

    // When
    List<Attempt> attempts = run(requests);

    // Then
    assertThat(start(attempts, "short")).isEqualTo(2);
    assertThat(start(attempts, "first")).isEqualTo(100);
    assertThat(start(attempts, "too-long")).isEqualTo(150);
  }

  @Example
  void aJobThatFitsBesideTheFirstInTheQueueMayOutlastItsPromise() {
    // Given
    List<Request> requests =
        List.of(
            request("long", 6, 0, 100, 100),
            request("first", 7, 1, 50, 50),
            request("narrow", 1, 2, 500, 500),
            request("another", 1, 3, 500, 500));

    // When
    List<Attempt> attempts = run(requests);

    // Then only one processor is left beside the first
    assertThat(start(attempts, "narrow")).isEqualTo(2);
    assertThat(start(attempts, "first")).isEqualTo(100);
    assertThat(start(attempts, "another")).isEqualTo(150);
  }

  @Example
  void aJobWhoseNodeFailsIsQueuedAgainAndAllEndsWithTheCluster() {
    // Given
    List<Request> requests = List.of(request("a", 8, 0, 2_000, 2_000), request("b", 8, 1, 5, 5));

    // When
    List<Attempt> attempts =
        EasyBackfill.run(PROCESSORS, requests, List.of(10L), new SplittableRandom(1), END);

    // Then
    assertThat(attempts)
        .extracting(Attempt::submit, Attempt::start, Attempt::end, Attempt::state)
        .containsExactly(
            tuple(0L, 0L, 10L, "NODE_FAIL"),
            tuple(1L, 10L, 15L, "COMPLETED"),
            tuple(10L, 15L, END, "CANCELLED"));
  }

  @Property(tries = 6)
  void neverMoreThanThereIsAndNobodyWaitsWhoIsFirstAndFits(@ForAll long seed) {
    // Given
    ClusterSettings settings = ClusterSettings.small(Instant.parse("2026-01-01T00:00:00Z"));

    // When
    List<Attempt> attempts = new ClusterSimulator(seed, settings).attempts();

    // Then
    TreeSet<Long> times = new TreeSet<>();
    for (Attempt attempt : attempts) {
      times.add(attempt.submit());
      times.add(attempt.end());
    }
    times.remove(times.last());
    for (long time : times) {
      int used = 0;
      List<Attempt> waiting = new ArrayList<>();
      for (Attempt attempt : attempts) {
        boolean started = attempt.start() != null && attempt.start() <= time;
        boolean here = attempt.submit() <= time && attempt.end() > time;
        used += started && here ? attempt.request().processors() : 0;
        if (here && !started) {
          waiting.add(attempt);
        }
      }
      int free = settings.processors() - used;
      assertThat(free).isNotNegative();
      waiting.stream()
          .min(Comparator.comparingLong(Attempt::submit))
          .filter(
              first -> waiting.stream().filter(one -> one.submit() == first.submit()).count() == 1)
          .ifPresent(first -> assertThat(first.request().processors()).isGreaterThan(free));
    }
  }

  private static Long start(List<Attempt> attempts, String id) {
    return attempts.stream()
        .filter(attempt -> attempt.request().id().equals(id))
        .findFirst()
        .orElseThrow()
        .start();
  }

  private static List<Attempt> run(List<Request> requests) {
    return EasyBackfill.run(PROCESSORS, requests, List.of(), new SplittableRandom(1), END);
  }

  private static Request request(String id, int processors, long submit, long limit, long run) {
    return new Request(
        id, id, "u", "p", "q", "n", processors, true, submit, limit, run, END, "COMPLETED");
  }
}
