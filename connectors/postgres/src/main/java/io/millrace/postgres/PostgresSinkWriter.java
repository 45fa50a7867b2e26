package io.millrace.postgres;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Collects rows into batches, by number and age, and writes them before each checkpoint. */
final class PostgresSinkWriter<R extends SpecificRecord> implements SinkWriter<R> {
  private final PostgresTable table;
  private final long generation;
  private final PostgresOptions options;
  private final RowWriter writer;
  private final PostgresMetrics metrics;
  private final ProcessingTimeService time;
  private final RowBuffer buffer = new RowBuffer();
  private boolean timerSet;

  PostgresSinkWriter(
      PostgresTable table,
      long generation,
      PostgresOptions options,
      RowWriter writer,
      PostgresMetrics metrics,
      ProcessingTimeService time) {
    this.table = table;
    this.generation = generation;
    this.options = options;
    this.writer = writer;
    this.metrics = metrics;
    this.time = time;
  }

  @Override
  public void write(R result, Context context) throws InterruptedException {
    buffer.add(table.row(result, generation));
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
      writer.write(rows);
      metrics.written(rows.size());
      buffer.clear();
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
