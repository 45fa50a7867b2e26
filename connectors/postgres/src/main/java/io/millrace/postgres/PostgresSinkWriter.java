package io.millrace.postgres;

import java.sql.SQLException;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects rows into batches, by number and age, and writes them before each checkpoint.
 *
 * <p>It counts, below {@code millrace.postgres}: rows {@code written}, which includes those that a
 * later one had replaced already; rows {@code refused} by the table; writes {@code repeated}.
 */
final class PostgresSinkWriter<R extends IndexedRecord>
    implements SinkWriter<R>, RowWriter.Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSinkWriter.class);

  // A table that refuses all must not fill the log.
  private static final long LOGGED_EACH = 10;
  private static final long LOGGED_ONE_IN = 1000;

  private final PostgresTable table;
  private final long generation;
  private final PostgresOptions options;
  private final ProcessingTimeService time;
  private final RowWriter writer;
  private final RowBuffer buffer = new RowBuffer();
  private final Counter sent;
  private final Counter errors;
  private final Counter written;
  private final Counter refused;
  private final Counter repeated;
  private boolean timerSet;
  private long attempt;

  PostgresSinkWriter(
      PostgresConnection connection,
      PostgresTable table,
      long generation,
      PostgresOptions options,
      SinkWriterMetricGroup metrics,
      ProcessingTimeService time) {
    this.table = table;
    this.generation = generation;
    this.options = options;
    this.time = time;
    this.writer = new RowWriter(connection, table, options, this);
    this.sent = metrics.getNumRecordsSendCounter();
    this.errors = metrics.getNumRecordsSendErrorsCounter();
    MetricGroup own = metrics.addGroup("millrace").addGroup("postgres");
    this.written = own.counter("written");
    this.refused = own.counter("refused");
    this.repeated = own.counter("repeated");
  }

  /**
   * Connects, creates the table if need be, so that it is there before the first result, and draws
   * the number of this attempt. To be called before the first result.
   */
  void prepare() throws InterruptedException {
    attempt = writer.prepare();
  }

  @Override
  public void write(R result, Context context) throws InterruptedException {
    buffer.add(table.row(result, generation, attempt));
    if (buffer.size() >= options.batchRows()) {
      writeBuffered();
    } else if (!timerSet) {
      timerSet = true;
      long due = time.getCurrentProcessingTime() + options.batchAge().toMillis();
      time.registerTimer(due, now -> onTimer());
    }
  }

  private void onTimer() throws InterruptedException {
    timerSet = false;
    writeBuffered();
  }

  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    writeBuffered();
  }

  private void writeBuffered() throws InterruptedException {
    if (!buffer.isEmpty()) {
      List<Row> rows = buffer.rows();
      long refusedBefore = refused.getCount();
      writer.write(rows);
      long rowsWritten = rows.size() - (refused.getCount() - refusedBefore);
      sent.inc(rowsWritten);
      written.inc(rowsWritten);
      buffer.clear();
    }
  }

  @Override
  public void repeated() {
    repeated.inc();
  }

  @Override
  public void refused(Row row, SQLException reason) {
    errors.inc();
    refused.inc();
    long count = refused.getCount();
    if (count <= LOGGED_EACH || count % LOGGED_ONE_IN == 0) {
      LOG.error(
          "table={} event=refused count={} key={} reason={}",
          table.name(),
          count,
          row.key(),
          Failure.sentence(reason));
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
