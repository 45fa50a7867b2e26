package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ResultStatus;
import io.millrace.schemas.hpc.JobEvent;
import io.millrace.schemas.hpc.Usage;
import io.millrace.sdk.avro.AvroTrust;
import io.millrace.simulators.RecordEncoder;
import io.millrace.simulators.ResultRecords;
import io.millrace.simulators.SimulatedRecord;
import io.millrace.simulators.Truth;
import io.millrace.simulators.Verdict;
import io.millrace.simulators.cluster.ClusterSettings;
import io.millrace.simulators.cluster.ClusterSimulator;
import io.millrace.simulators.cluster.ClusterTruth.Key;
import io.millrace.simulators.cluster.UsageFigures;
import io.millrace.simulators.cluster.UsageOracle;
import io.millrace.testkit.MemoryInput;
import io.millrace.testkit.PipelineRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline against the true course of events of a simulated cluster with FIFO and backfill. */
class SimulatedClusterTest {
  /** Near the end of a month, so that windows of every kind end within it. */
  private static final ClusterSettings CLUSTER = cluster(Instant.parse("2026-01-31T17:30:00Z"));

  private static final String WINDOWS = "hour,day,month,total";

  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4"})
  void everyFigureOfEveryWindowIsTrue(long seed, int parallelism) throws Exception {
    // Given copies, events that are too late for a first result, arrays, failed nodes
    ClusterSimulator cluster = new ClusterSimulator(seed, CLUSTER);
    MemoryInput<JobEvent> events =
        MemoryInput.of(
            "jobs",
            JobEvent.class,
            events(cluster),
            CLUSTER.limits().outOfOrderness(),
            CLUSTER.limits().lateness());

    // When
    PipelineRun run =
        PipelineRun.of(new JobsPipeline(), Jobs.parameters(WINDOWS, 0), parallelism, events);

    // Then
    assertTrue(cluster, run.results("usage", Usage.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void restoresInTheMiddleMakeNoDifferenceAndNothingIsLeft(long seed) throws Exception {
    // Given
    ClusterSimulator cluster = new ClusterSimulator(seed, CLUSTER);
    List<JobEvent> events = events(cluster);
    Set<Integer> restores = new HashSet<>();
    new Random(seed).ints(5, 0, events.size()).forEach(restores::add);

    // When
    List<Usage> results =
        Story.of(Jobs.parameters(WINDOWS, 0), CLUSTER.limits().lateness()).tell(events, restores);

    // Then
    assertTrue(cluster, results);
    assertThat(results).anyMatch(row -> row.getStatus() == ResultStatus.CORRECTED);
    assertThat(results).anyMatch(row -> row.getStatus() == ResultStatus.RETRACTED);
  }

  private static void assertTrue(ClusterSimulator cluster, List<Usage> results) throws IOException {
    Map<Key, UsageFigures> expected = new TreeMap<>(cluster.truth().hours());
    expected.putAll(cluster.truth().days());
    expected.putAll(cluster.truth().months());
    expected.putAll(cluster.truth().total());
    Verdict verdict = UsageOracle.judge(expected, records(results));
    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
    assertThat(verdict.expected()).isGreaterThan(300);
  }

  private static ClusterSettings cluster(Instant start) {
    ClusterSettings small = ClusterSettings.small(start);
    return small.with(Duration.ofHours(9), 250, small.limits());
  }

  private static List<JobEvent> events(ClusterSimulator cluster) throws IOException {
    List<JobEvent> events = new ArrayList<>();
    while (cluster.hasNext()) {
      SimulatedRecord record = cluster.next();
      if (record.truth() != Truth.MALFORMED) {
        events.add(JobEvent.getDecoder().decode(record.value()));
      }
    }
    return events;
  }

  private static List<GenericRecord> records(List<Usage> results) throws IOException {
    RecordEncoder<Usage> encoder = new RecordEncoder<>(Usage.getEncoder());
    ResultRecords decoder = new ResultRecords(Usage.getClassSchema());
    List<GenericRecord> records = new ArrayList<>();
    for (Usage result : results) {
      records.add(decoder.read(encoder.encode(result)));
    }
    return records;
  }
}
