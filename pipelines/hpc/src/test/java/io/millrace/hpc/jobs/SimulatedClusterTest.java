package io.millrace.hpc.jobs;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipeline against the true course of events of a simulated cluster with FIFO and backfill. */
class SimulatedClusterTest {
  /** Near the end of a month, so that windows of every kind end within it. */
  private static final Instant START = Instant.parse("2026-01-31T17:30:00Z");

  static {
    AvroTrust.establish();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4"})
  void everyFigureOfEveryWindowIsTrue(long seed, int parallelism) throws Exception {
    // Given copies, events that are too late for a first result, arrays, failed nodes
    ClusterSettings settings = ClusterSettings.small(START);
    ClusterSimulator cluster =
        new ClusterSimulator(seed, settings.with(Duration.ofHours(9), 250, settings.limits()));
    Map<Key, UsageFigures> expected = new TreeMap<>(cluster.truth().hours());
    expected.putAll(cluster.truth().days());
    expected.putAll(cluster.truth().months());
    expected.putAll(cluster.truth().total());
    MemoryInput<JobEvent> events =
        MemoryInput.of(
            "jobs",
            JobEvent.class,
            events(cluster),
            settings.limits().outOfOrderness(),
            settings.limits().lateness());

    // When
    PipelineRun run =
        PipelineRun.of(
            new JobsPipeline(), Jobs.parameters("hour,day,month,total", 0), parallelism, events);

    // Then
    Verdict verdict = UsageOracle.judge(expected, records(run.results("usage", Usage.class)));
    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
    assertThat(verdict.expected()).isGreaterThan(300);
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
