package io.millrace.industrial.oee;

import java.util.List;

/**
 * Where the facts of the present machine are kept. Methods may throw what the state behind them
 * does; null stands for nothing kept.
 */
interface LedgerState {

  Head head() throws Exception;

  void head(Head head) throws Exception;

  Plan plan() throws Exception;

  void plan(Plan plan) throws Exception;

  Hour hour(long start) throws Exception;

  void hour(long start, Hour hour) throws Exception;

  /** The facts that wait for event time to go on, in the order in which they came. */
  List<Fact> waiting() throws Exception;

  void addWaiting(Fact fact) throws Exception;

  void clearWaiting() throws Exception;
}
