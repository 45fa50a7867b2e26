package io.millrace.postgres;

import java.sql.SQLException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one task of the sink counts, below {@code millrace.postgres}: rows {@code written}, which
 * includes those that a later one had replaced already; rows {@code refused} by the table; writes
 * {@code repeated}.
 */
final class PostgresMetrics implements RowWriter.Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresMetrics.class);

  /** A table that refuses all must not fill the log. */
  private static final long LOGGED_EACH = 10;

  private static final long LOGGED_ONE_IN = 1000;

  private final PostgresTable table;
  private final Counter sent;
  private final Counter errors;
  private final Counter written;
  private final Counter refused;
  private final Counter repeated;

  PostgresMetrics(SinkWriterMetricGroup group, PostgresTable table) {
    this.table = table;
    this.sent = group.getNumRecordsSendCounter();
    this.errors = group.getNumRecordsSendErrorsCounter();
    MetricGroup own = group.addGroup("millrace").addGroup("postgres");
    this.written = own.counter("written");
    this.refused = own.counter("refused");
    this.repeated = own.counter("repeated");
  }

  void written(int rows) {
    sent.inc(rows);
    written.inc(rows);
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
}
