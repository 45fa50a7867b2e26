package io.millrace.simulators.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.hpc.JobEvent;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.cluster.ClusterTruth.Key;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ClusterSimulatorTest {
  private static final Instant START = Instant.parse("2026-01-31T20:00:00Z");
  private static final ClusterSettings CLUSTER =
      ClusterSettings.small(START)
          .with(Duration.ofHours(6), 150, ClusterSettings.small(START).limits());

  static {
    AvroTrust.establish();
  }

  @Property(tries = 10)
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@ForAll long seed) {
    // When
    List<SimulatedRecord> records = all(new ClusterSimulator(seed, CLUSTER));

    // Then
    assertThat(digest(records)).isEqualTo(digest(all(new ClusterSimulator(seed, CLUSTER))));
    assertThat(digest(records)).isNotEqualTo(digest(all(new ClusterSimulator(seed + 1, CLUSTER))));
  }

  @Property(tries = 5)
  void theTruthIsWhatTheEventsSaySecondBySecond(@ForAll long seed) throws IOException {
    // Given
    ClusterSimulator cluster = new ClusterSimulator(seed, CLUSTER);
    Map<Instant, long[]> expected = new HashMap<>();
    for (JobEvent event : good(all(cluster))) {
      if (event.getEndTime() != null && event.getStartTime() != null) {
        long end = event.getEndTime().getEpochSecond();
        for (long second = event.getStartTime().getEpochSecond(); second < end; second++) {
          long[] hour = expected.computeIfAbsent(hour(second), absent -> new long[2]);
          hour[0] += event.getProcessors() == null ? 0 : event.getProcessors();
          hour[1] += event.getProcessors() == null ? 1 : 0;
        }
        expected.computeIfAbsent(hour(end), absent -> new long[2]);
      }
    }

    // When
    Map<Key, UsageFigures> hours = cluster.truth().hours();

    // Then
    assertThat(expected).hasSizeGreaterThan(3);
    expected.forEach(
        (hour, used) -> {
          UsageFigures figures = hours.get(key("sim/all", hour));
          Long seconds = figures.counts().get("processor_seconds");
          assertThat(seconds == null ? 0 : seconds).isEqualTo(used[0]);
          assertThat(figures.counts().get("unaccounted") > 0 || used[1] == 0).isTrue();
        });
  }

  @Property(tries = 5)
  void windowsOfAnySizeAddUpToTheTotal(@ForAll long seed) {
    // Given
    ClusterTruth truth = new ClusterSimulator(seed, CLUSTER).truth();

    // When
    Map<String, Long> total = sums(truth.total());

    // Then the last window holds the end of the total
    assertThat(sums(truth.hours())).isEqualTo(total);
    assertThat(sums(truth.days())).isEqualTo(total);
    assertThat(sums(truth.months())).isEqualTo(total);
    assertThat(truth.months().keySet().stream().map(Key::start).distinct()).hasSize(2);
    assertThat(total).hasSizeGreaterThan(15);
  }

  @Example
  void thereIsAllThatAccountingHasToBearIn() throws IOException {
    // Given
    ClusterSimulator cluster = new ClusterSimulator(1, ClusterSettings.small(START));

    // When
    List<SimulatedRecord> records = all(cluster);

    // Then
    Set<Truth> truths = new HashSet<>();
    Instant before = Instant.MIN;
    for (SimulatedRecord record : records) {
      truths.add(record.truth());
      assertThat(record.due()).isAfterOrEqualTo(before);
      before = record.due();
    }
    assertThat(truths)
        .containsExactlyInAnyOrder(Truth.GOOD, Truth.CORRECTING, Truth.DUPLICATE, Truth.MALFORMED);
    List<JobEvent> events = good(records);
    assertThat(events).anyMatch(event -> event.getJobId().contains("_["));
    assertThat(events).anyMatch(event -> event.getUser() == null);
    assertThat(events)
        .anyMatch(event -> event.getState().equals("COMPLETED") && event.getProcessors() == null);
    UsageFigures all =
        cluster.truth().total().entrySet().stream()
            .filter(entry -> entry.getKey().series().equals("sim/all"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(all.endedByState().keySet()).contains("TIMEOUT", "NODE_FAIL", "CANCELLED", "FAILED");
    assertThat(all.counts().get("requeued")).isPositive();
    assertThat(all.ratios().get("utilisation")).isBetween(0.5, 0.99);
    assertThat(all.ratios().get("wait_mean")).isGreaterThan(60);
  }

  @Example
  void settingsThatMakeNoClusterAreRefused() {
    assertThatThrownBy(() -> CLUSTER.with(Duration.ofSeconds(1), 5, CLUSTER.limits()))
        .hasMessageContaining("duration is PT1S; expected at least 10 min");
    assertThatThrownBy(() -> CLUSTER.with(Duration.ofHours(1), 0, CLUSTER.limits()))
        .hasMessageContaining("submissions is 0; expected at least 1");
    assertThatThrownBy(() -> ClusterSettings.small(Instant.ofEpochMilli(1)))
        .hasMessageContaining("expected whole seconds");
  }

  static Key key(String series, Instant hour) {
    return new Key(series, "HOUR", hour, hour.plus(Duration.ofHours(1)));
  }

  private static Map<String, Long> sums(Map<Key, UsageFigures> figures) {
    Map<String, Long> sums = new HashMap<>();
    figures.forEach(
        (key, one) -> {
          for (String column :
              List.of("submitted", "requeued", "started", "ended", "run_seconds")) {
            sums.merge(key.series() + " " + column, one.counts().get(column), Long::sum);
          }
          Long used = one.counts().get("processor_seconds");
          sums.merge(key.series() + " used", used == null ? 0 : used, Long::sum);
        });
    return sums;
  }

  private static List<JobEvent> good(List<SimulatedRecord> records) throws IOException {
    List<JobEvent> events = new ArrayList<>();
    for (SimulatedRecord record : records) {
      if (record.truth() == Truth.GOOD || record.truth() == Truth.CORRECTING) {
        events.add(JobEvent.getDecoder().decode(record.value()));
      }
    }
    return events;
  }

  private static Instant hour(long second) {
    return Instant.ofEpochSecond(second - second % 3_600);
  }

  private static List<SimulatedRecord> all(ClusterSimulator cluster) {
    List<SimulatedRecord> records = new ArrayList<>();
    cluster.forEachRemaining(records::add);
    return records;
  }

  private static int digest(List<SimulatedRecord> records) {
    int digest = 1;
    for (SimulatedRecord record : records) {
      digest = 31 * digest + Arrays.hashCode(record.value());
      digest = 31 * digest + record.due().hashCode();
    }
    return digest;
  }
}
