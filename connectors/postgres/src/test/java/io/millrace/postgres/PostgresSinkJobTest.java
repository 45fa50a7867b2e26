package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.Rollup;
import io.millrace.sdk.Stage;
import io.millrace.sdk.avro.AvroRecordTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Whole jobs with checkpoints: what they leave in the table is what they computed. */
class PostgresSinkJobTest {
  private static final int RESULTS = 15_000;

  private final PostgresTable table = Rollups.table(Database.newTableName());

  @Test
  void aServerStoppedUnderAJobLosesAndDoublesNothing() throws Exception {
    // Given
    RollupFunction.reset(500, false);
    JobClient job = start(50);
    assertThat(RollupFunction.begun.await(2, TimeUnit.MINUTES)).isTrue();

    // When
    Database.SERVER.restart();

    // Then
    job.getJobExecutionResult().get(3, TimeUnit.MINUTES);
    assertLatestOfAll();
    assertThat(RollupFunction.failed).isFalse();
  }

  @Test
  void aJobThatRestartsFromACheckpointLosesAndDoublesNothing() throws Exception {
    // Given
    // One result a key, so none is hidden by a later one; and no batch fills, so that results are
    // written by checkpoints only.
    RollupFunction.reset(RESULTS, true);

    // When
    JobClient job = start(10_000);

    // Then
    job.getJobExecutionResult().get(3, TimeUnit.MINUTES);
    assertLatestOfAll();
    assertThat(RollupFunction.failed).isTrue();
    assertThat(RollupFunction.results.get()).isGreaterThan(RESULTS);
    assertThat(Database.query("SELECT count(DISTINCT attempt) > 2 FROM " + table.name()))
        .as("two subtasks drew, and after the failure two again")
        .containsExactly(List.of("t"));
  }

  private JobClient start(int batchRows) throws Exception {
    Configuration settings = new Configuration();
    settings.setString("pipeline.generic-types", "false");
    settings.setString("execution.checkpointing.interval", "100 ms");
    settings.setString("restart-strategy.type", "fixed-delay");
    settings.setString("restart-strategy.fixed-delay.attempts", "1");
    settings.setString("restart-strategy.fixed-delay.delay", "0 s");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    var results =
        environment
            .fromSource(
                new NumberSequenceSource(0, RESULTS - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new RollupFunction(), new AvroRecordTypeInfo<>(Rollup.class));
    Stage.of("rollup.postgres")
        .on(
            results
                .sinkTo(
                    PostgresSink.of(
                        Database.connection(),
                        table,
                        1,
                        PostgresOptions.defaults().withBatches(batchRows, Duration.ofMinutes(1))))
                // So that nothing else in the sink's task has state.
                .disableChaining());
    return environment.executeAsync();
  }

  private void assertLatestOfAll() throws Exception {
    int sources = RollupFunction.sources;
    int latest = RESULTS / sources - 1;
    assertThat(
            Database.query(
                "SELECT count(*), count(DISTINCT source), min(revision), max(revision),"
                    + " count(*) FILTER (WHERE p50 = revision * 1000 + substr(source, 2)::int) FROM "
                    + table.name()))
        .containsExactly(
            List.of(
                Integer.toString(sources),
                Integer.toString(sources),
                Integer.toString(latest),
                Integer.toString(latest),
                Integer.toString(sources)));
  }

  /** Turns a number into one revision of one source; fails once after a checkpoint if told to. */
  private static final class RollupFunction
      implements MapFunction<Long, Rollup>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    // Of the JVM: all tasks and attempts of a job share them.
    static CountDownLatch begun;
    static final AtomicInteger results = new AtomicInteger();
    static final AtomicBoolean failed = new AtomicBoolean();
    static volatile int sources;
    static volatile boolean toFail;

    private boolean checkpointed;

    static void reset(int numberOfSources, boolean fail) {
      sources = numberOfSources;
      begun = new CountDownLatch(RESULTS / 10);
      results.set(0);
      failed.set(false);
      toFail = fail;
    }

    @Override
    public Rollup map(Long number) {
      begun.countDown();
      // Slow enough for a few checkpoints; to fail, it has to be running when one is told of.
      LockSupport.parkNanos(toFail && !failed.get() ? 2_000_000 : 50_000);
      results.incrementAndGet();
      if (checkpointed && toFail && failed.compareAndSet(false, true)) {
        throw new IllegalStateException("Fails once, after a checkpoint");
      }
      int source = (int) (number % sources);
      int revision = (int) (number / sources);
      return Rollups.of("m" + source, revision, revision * 1000.0 + source);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      checkpointed = true;
    }
  }
}
