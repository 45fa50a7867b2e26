package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.industrial.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSinkWriterTest {
  private static final PostgresOptions OPTIONS =
      PostgresOptions.defaults().withBatches(3, Duration.ofSeconds(1));

  private final PostgresTable table = Rollups.table(Database.newTableName());
  private final ManualTime time = new ManualTime();
  private PostgresSinkWriter<Rollup> writer;

  @BeforeEach
  void open() throws Exception {
    Database.create(table);
    writer =
        new PostgresSinkWriter<>(
            Database.connection(),
            table,
            1,
            OPTIONS,
            UnregisteredMetricsGroup.createSinkWriterMetricGroup(),
            time);
    writer.prepare();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void aFullBatchIsWrittenAndCorrectionsOfOneKeyDoNotFillIt() throws Exception {
    // Given
    writer.write(Rollups.of("a", 0, 1), null);
    writer.write(Rollups.of("a", 1, 2), null);
    writer.write(Rollups.of("b", 0, 1), null);
    assertThat(written()).isEmpty();

    // When
    writer.write(Rollups.of("c", 0, 1), null);

    // Then
    assertThat(written()).containsExactly("a 1", "b 0", "c 0");
  }

  @Test
  void aBatchThatDoesNotFillIsWrittenWhenItIsOldEnough() throws Exception {
    // Given
    writer.write(Rollups.of("a", 0, 1), null);
    time.advance(999);
    writer.write(Rollups.of("b", 0, 1), null);
    assertThat(written()).isEmpty();

    // When
    time.advance(1);

    // Then
    assertThat(written()).containsExactly("a 0", "b 0");
    assertThat(time.timers).isEmpty();
  }

  @Test
  void whatACheckpointCoversIsWrittenBeforeIt() throws Exception {
    // Given
    writer.write(Rollups.of("a", 0, 1), null);

    // When
    writer.flush(false);

    // Then
    assertThat(written()).containsExactly("a 0");
  }

  @Test
  void rowsCarryTheGenerationAndTheAttempt() throws Exception {
    // Given
    writer.write(Rollups.of("a", 0, 1), null);

    // When
    writer.flush(false);

    // Then
    assertThat(
            Database.query(
                "SELECT generation, attempt > 0 AND attempt < txid_current() FROM " + table.name()))
        .containsExactly(List.of("1", "t"));
  }

  private List<String> written() throws Exception {
    return Database.query("SELECT source, revision FROM " + table.name() + " ORDER BY source")
        .stream()
        .map(row -> String.join(" ", row))
        .toList();
  }

  /** A clock that moves when it is told to. */
  private static final class ManualTime implements ProcessingTimeService {
    private record Timer(long due, ProcessingTimeCallback callback) {}

    private final List<Timer> timers = new ArrayList<>();
    private long now;

    @Override
    public long getCurrentProcessingTime() {
      return now;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long due, ProcessingTimeCallback callback) {
      timers.add(new Timer(due, callback));
      return null;
    }

    void advance(long millis) throws Exception {
      now += millis;
      List<Timer> due = timers.stream().filter(timer -> timer.due() <= now).toList();
      timers.removeAll(due);
      for (Timer timer : due) {
        timer.callback().onProcessingTime(now);
      }
    }
  }
}
