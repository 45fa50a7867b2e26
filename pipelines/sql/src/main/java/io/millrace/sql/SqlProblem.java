package io.millrace.sql;

import io.millrace.sdk.ErrorCode;

/**
 * Something wrong with a SELECT.
 *
 * @param select the name of the SELECT, or of the output that has none
 * @param line where in the text of the SELECT, from 1
 * @param column where in that line, from 1
 * @param code what is wrong; {@link ErrorCode#UNBOUNDED_STATE} is a warning, all others keep the
 *     queries from being run
 * @param message what is wrong, and what was expected
 */
public record SqlProblem(String select, int line, int column, ErrorCode code, String message) {

  /** A problem of a SELECT as a whole. */
  public static SqlProblem of(String select, ErrorCode code, String message) {
    return new SqlProblem(select, 1, 1, code, message);
  }

  /** Whether the queries can be run nevertheless. */
  public boolean isWarning() {
    return code == ErrorCode.UNBOUNDED_STATE;
  }

  @Override
  public String toString() {
    return "sql %s:%d:%d: %s %s".formatted(select, line, column, code, message);
  }
}
