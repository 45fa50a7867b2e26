package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.MemoryOutputs;
import io.millrace.testkit.PipelineRun;
import io.millrace.testkit.SharedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query keeps when it is changed, the job having been stopped in the middle of a window. */
class SavepointTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final MiniCluster CLUSTER = SharedCluster.cluster();

  private static final String COUNTS =
      """
      SELECT source, window_start, COUNT(*) AS readings
      FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
      GROUP BY source, window_start, window_end
      """;

  @TempDir private static Path folder;
  private static List<GenericRecord> before;
  private static String savepoint;

  @BeforeAll
  static void stopInTheMiddleOfAWindow() throws Exception {
    Run run = start(COUNTS, null);
    run.awaitResults(1);
    savepoint =
        done(
            CLUSTER.stopWithSavepoint(
                run.job.getJobID(), folder.toString(), false, SavepointFormatType.CANONICAL));
    before = run.results();
    // From here on the planner of this JVM has counted on.
    SqlPipeline.of(Plants.output(Plants.TOTALS, "source")).plan();
  }

  @Test
  void aColumnPassedThroughKeepsTheState() throws Exception {
    // Given
    String withSite = COUNTS.replace("AS readings", "AS readings, UPPER(source) AS site");

    // When
    Run run = start(withSite, savepoint);
    run.awaitResults(2);
    done(CLUSTER.cancelJob(run.job.getJobID()));

    // Then every window was counted once and whole, across the savepoint
    List<GenericRecord> after = run.results();
    List<GenericRecord> all = new ArrayList<>(before);
    all.addAll(after);
    assertThat(all)
        .extracting(result -> result.get("window_start"))
        .containsExactlyElementsOf(minutes(all.size()));
    assertThat(all).allMatch(result -> result.get("readings").equals(EndlessReadings.PER_MINUTE));
    assertThat(after).allMatch(result -> result.get("site").equals("M1"));
  }

  @Test
  void anAddedAggregateIsAnotherState() throws Exception {
    // Given
    String withGreatest = COUNTS.replace("AS readings", "AS readings, MAX(`value`) AS greatest");

    // When
    Run run = start(withGreatest, savepoint);

    // Then
    assertThatThrownBy(
            () ->
                done(CLUSTER.requestJobResult(run.job.getJobID()))
                    .toJobExecutionResult(getClass().getClassLoader()))
        .hasStackTraceContaining("StateMigrationException");
  }

  private static List<Object> minutes(int count) {
    return LongStream.range(0, count)
        .<Object>mapToObj(minute -> Plants.MIDNIGHT.plus(Duration.ofMinutes(minute)))
        .toList();
  }

  private static Run start(String select, String savepoint) throws Exception {
    StreamExecutionEnvironment environment = PipelineRun.environment();
    environment.setParallelism(1);
    environment.setMaxParallelism(128);
    MemoryOutputs outputs = new MemoryOutputs();
    SqlPipeline.of(Plants.output(select, "source", "window_start"))
        .wire(new EndlessReadings(environment), outputs, new SqlPipeline.NoParameters());
    JobGraph job = environment.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    done(CLUSTER.submitJob(job));
    return new Run(job, outputs);
  }

  private static <T> T done(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private record Run(JobGraph job, MemoryOutputs outputs) {

    List<GenericRecord> results() {
      return new ArrayList<>(outputs.results("result", GenericRecord.class));
    }

    void awaitResults(int count) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (results().size() < count) {
        assertThat(Instant.now()).as("results in time").isBefore(deadline);
        LockSupport.parkNanos(20_000_000);
      }
    }
  }
}
