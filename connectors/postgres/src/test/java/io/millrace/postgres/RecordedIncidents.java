package io.millrace.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What a writer met. */
final class RecordedIncidents implements RowWriter.Incidents {
  private final CountDownLatch repeated = new CountDownLatch(1);
  private final List<SQLException> refusals = new CopyOnWriteArrayList<>();
  private final List<List<Object>> refusedKeys = new CopyOnWriteArrayList<>();

  @Override
  public void repeated() {
    repeated.countDown();
  }

  @Override
  public void refused(Row row, SQLException reason) {
    refusals.add(reason);
    refusedKeys.add(row.key());
  }

  /** Reached when the writer has failed for the first time. */
  CountDownLatch repetition() {
    return repeated;
  }

  List<SQLException> refusals() {
    return refusals;
  }

  List<List<Object>> refusedKeys() {
    return refusedKeys;
  }
}
