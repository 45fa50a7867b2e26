package io.millrace.hpc.jobs;

import io.millrace.schemas.hpc.UsageWindow;
import java.util.List;

/** What is kept of a cluster; null is what is not there. */
interface LedgerState {
  LedgerHead head() throws Exception;

  void head(LedgerHead head) throws Exception;

  /** All changes of an hour that begins at a time in s since 1970. */
  UsageBySeries hour(long start) throws Exception;

  void hour(long start, UsageBySeries usage) throws Exception;

  /** Those changes of a closed hour that results do not show yet. */
  UsageBySeries changed(long start) throws Exception;

  void changed(long start, UsageBySeries usage) throws Exception;

  /** What was said in an hour that event time has not reached. */
  List<UsageChange> held(long hour) throws Exception;

  void held(long hour, List<UsageChange> changes) throws Exception;

  Revisions revisions(UsageWindow kind, long start) throws Exception;

  void revisions(UsageWindow kind, long start, Revisions revisions) throws Exception;

  /** All changes there ever were, for totals. */
  UsageBySeries total() throws Exception;

  void total(UsageBySeries usage) throws Exception;

  /** Forgets all of it. */
  void clear() throws Exception;
}
