package io.millrace.formats.joblog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Warning;
import java.util.List;
import java.util.Map;

/**
 * Which of a job's times is the event time of what sacct prints. In a file it is the submission,
 * for a dump is in that order, else the start, else the end; on Kafka the latest transition, for
 * there records come when something has happened. A job without a submission is warned of: how long
 * it waited is not known.
 *
 * @param submission the column of the submission; likewise the others
 */
record EventTimes(String submission, String start, String end) {

  /**
   * Puts the event time.
   *
   * @throws BadRecordException MISSING_FIELD if there is no time at all
   */
  void put(Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    boolean inFile = position instanceof Position.InFile;
    List<String> candidates =
        inFile ? List.of(submission, start, end) : List.of(end, start, submission);
    for (String candidate : candidates) {
      if (columns.containsKey(candidate)) {
        columns.put("event_time", columns.get(candidate));
        if (!columns.containsKey(submission)) {
          warnings.add(Warning.NO_SUBMISSION, "column '" + submission + "'");
        }
        return;
      }
    }
    throw new BadRecordException(
        ErrorCode.MISSING_FIELD,
        "expected a time in column " + String.join(", ", candidates) + ", the line has none");
  }
}
