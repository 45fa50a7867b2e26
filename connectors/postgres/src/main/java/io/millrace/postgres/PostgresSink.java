package io.millrace.postgres;

import java.io.IOException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Keeps one row for each result of an output, the latest: a row is replaced where the stored
 * (generation, attempt, revision) is not higher. An output without a revision is replaced by what
 * comes later from the same or a later attempt.
 *
 * <p>Every result is written before the checkpoint that covers it completes, and writing it again
 * changes nothing: a job that restarts from a checkpoint loses no result and doubles none. Readers
 * see results before their checkpoint. A result of status RETRACTED is written like any other; its
 * row stays, and whoever reads the table looks at the status.
 *
 * <p>The attempt is a number that each writer draws from the server when it starts, greater than
 * every one drawn before. Revisions alone do not tell which row is later: an attempt that fails may
 * have counted further in what it wrote after its last checkpoint than the next attempt, which sees
 * late events together that had come one after the other, needs fewer revisions for the same
 * result, and may have more events in them. So what a later attempt writes replaces what an earlier
 * one did, whichever state either began with, and a task of an earlier attempt that still writes,
 * cut off from its JobManager, changes nothing any more.
 *
 * <p>{@link PostgresConnection#checkReplaceable} finds rows that no attempt could replace.
 *
 * <p>A server that is stopped, locked or slow holds the job up; nothing is buffered beyond one
 * batch. After {@link PostgresOptions#retryFor} without progress the job fails, and goes on from
 * its last checkpoint.
 *
 * <p>Tables as {@link PostgresTable} defines them take every Avro value. A table may have further
 * rules of its owner's: checks, triggers, other unique keys, or an index for which a key of over
 * 2,700 bytes is too long. A row that breaks these is counted ({@code refused}), logged with its
 * key, and left out, for no number of restarts would mend it; the others are written.
 *
 * <p>Not built on flink-connector-jdbc, whose sink sends a key twice in one batch (which PostgreSQL
 * refuses), repeats by a number of attempts rather than for a time, whatever the reason, and fails
 * the job for one row.
 */
public final class PostgresSink<R extends IndexedRecord> implements Sink<R> {
  private static final long serialVersionUID = 1L;

  private final PostgresConnection connection;
  private final PostgresTable table;
  private final long generation;
  private final PostgresOptions options;

  private PostgresSink(
      PostgresConnection connection,
      PostgresTable table,
      long generation,
      PostgresOptions options) {
    this.connection = connection;
    this.table = table;
    this.generation = generation;
    this.options = options;
  }

  /**
   * A sink of results into a table. Results of one key have to reach it in one task, as they do
   * from a keyed operator of the same parallelism.
   *
   * @param generation of the deployment; grows with each start that reads its inputs anew
   */
  public static <R extends IndexedRecord> PostgresSink<R> of(
      PostgresConnection connection,
      PostgresTable table,
      long generation,
      PostgresOptions options) {
    return new PostgresSink<>(connection, table, generation, options);
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) throws IOException {
    PostgresSinkWriter<R> writer =
        new PostgresSinkWriter<>(
            connection,
            table,
            generation,
            options,
            context.metricGroup(),
            context.getProcessingTimeService());
    try {
      writer.prepare();
      return writer;
    } catch (InterruptedException cancelled) {
      writer.close();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while connecting to PostgreSQL", cancelled);
    } catch (RuntimeException failure) {
      writer.close();
      throw failure;
    }
  }

  @Override
  public String toString() {
    return "PostgresSink[" + table.name() + "]";
  }
}
