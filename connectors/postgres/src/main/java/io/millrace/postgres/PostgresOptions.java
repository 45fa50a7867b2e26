package io.millrace.postgres;

import io.millrace.sdk.Durations;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.time.Duration;

/**
 * How rows are written. The times bound how long a server that does not answer may hold up a
 * checkpoint: for {@code retryFor} and one attempt more, which is about 45 s with the defaults.
 * Keep it well below the timeout of checkpoints.
 *
 * @param batchRows rows that are written at once; the writer holds no more
 * @param batchAge how long a row waits for others before it is written
 * @param retryFor how long a write that makes no progress is repeated before the job fails, and
 *     goes on from its last checkpoint
 * @param statementTimeout how long the server may take for one statement
 * @param lockTimeout how long one statement may wait for a lock
 * @param createTables whether tables that are missing are created
 */
public record PostgresOptions(
    int batchRows,
    Duration batchAge,
    Duration retryFor,
    Duration statementTimeout,
    Duration lockTimeout,
    boolean createTables)
    implements Serializable {

  /** Time to connect and log in. */
  static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);

  /** By so much later than the server the client gives up, for the server knows the reason. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final int MOST_ROWS = 10_000;

  public PostgresOptions {
    if (batchRows < 1 || batchRows > MOST_ROWS) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "PostgreSQL batches of " + batchRows + " rows; expected 1 to " + MOST_ROWS);
    }
    requirePositive("batch age", batchAge);
    requirePositive("retry time", retryFor);
    requirePositive("statement timeout", statementTimeout);
    requirePositive("lock timeout", lockTimeout);
    if (lockTimeout.compareTo(statementTimeout) >= 0) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "PostgreSQL lock timeout "
              + Durations.format(lockTimeout)
              + "; expected less than the statement timeout, "
              + Durations.format(statementTimeout));
    }
  }

  /**
   * Batches of 256 rows or 1 s; 30 s of repeats; 10 s a statement, 5 s of them for a lock; tables
   * created.
   */
  public static PostgresOptions defaults() {
    return new PostgresOptions(
        256,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        true);
  }

  /** These, with another size and age of batches. */
  public PostgresOptions withBatches(int rows, Duration age) {
    return new PostgresOptions(rows, age, retryFor, statementTimeout, lockTimeout, createTables);
  }

  /** These, with other times. */
  public PostgresOptions withTimes(
      Duration retryFor, Duration statementTimeout, Duration lockTimeout) {
    return new PostgresOptions(
        batchRows, batchAge, retryFor, statementTimeout, lockTimeout, createTables);
  }

  /** These, with tables that have to be there. */
  public PostgresOptions withoutCreatingTables() {
    return new PostgresOptions(batchRows, batchAge, retryFor, statementTimeout, lockTimeout, false);
  }

  /** How long the client waits for an answer before it takes the server for dead. */
  Duration socketTimeout() {
    return statementTimeout.plus(GRACE);
  }

  private static void requirePositive(String name, Duration time) {
    if (time.toMillis() < 1) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE, "PostgreSQL " + name + " " + time + "; expected at least 1ms");
    }
  }
}
