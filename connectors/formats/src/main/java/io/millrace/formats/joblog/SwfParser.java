package io.millrace.formats.joblog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.Excerpt;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.sdk.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Lines of the Standard Workload Format 2.2 of the Parallel Workloads Archive: 18 numbers, of which
 * -1 says that something is not known. Comments at the head of a file tell the epoch of its times,
 * which is required, and the name and size of the cluster.
 *
 * <p>Lines are in order of submission, which is therefore the event time. A line that knows the run
 * but not the wait has no start; a job that was cancelled before it ran has an end only.
 */
final class SwfParser implements LineParser {
  private static final int FIELDS = 18;
  private static final int SUBMIT = 1;
  private static final int WAIT = 2;
  private static final int RUN = 3;
  private static final int PROCESSORS = 4;
  private static final int STATUS = 10;

  /** Fields that are taken as they are, unless they are -1. */
  private static final Map<Integer, String> PLAIN =
      Map.of(PROCESSORS, "processors", 11, "user", 12, "account", 14, "queue");

  private static final List<String> STATES =
      List.of("FAILED", "COMPLETED", "PARTIAL", "PARTIAL", "PARTIAL", "CANCELLED");

  /** Seconds in 10,000 years: beyond that are no times, and sums would overflow. */
  private static final long LONGEST = 315_000_000_000L;

  private Long epoch;
  private String cluster;
  private String clusterProcessors;

  @Override
  public Map<String, List<String>> columnsByField() {
    return Map.of();
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    String stripped = line.strip();
    if (stripped.startsWith(";")) {
      // On Kafka the lines of several files may be mixed.
      if (position instanceof Position.InFile) {
        readComment(stripped.substring(1));
      }
      return false;
    } else if (stripped.isEmpty()) {
      return false;
    }
    String[] texts = stripped.split("\\s+");
    if (texts.length != FIELDS) {
      throw new BadRecordException(
          ErrorCode.MALFORMED, "expected " + FIELDS + " fields, got " + texts.length);
    } else if (epoch == null) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD,
          "expected a comment '; UnixStartTime: ...' at the head of the file, for times count from"
              + " there");
    }
    columns.put("job_id", texts[0]);
    put("cluster", cluster, columns);
    put("cluster_processors", clusterProcessors, columns);
    for (Map.Entry<Integer, String> field : PLAIN.entrySet()) {
      if (!texts[field.getKey()].equals("-1")) {
        columns.put(field.getValue(), texts[field.getKey()]);
      }
    }
    String state = state(texts[STATUS]);
    put("state", state, columns);
    readTimes(texts, "CANCELLED".equals(state), columns);
    return true;
  }

  private void readTimes(String[] texts, boolean cancelled, Map<String, String> columns)
      throws BadRecordException {
    long submit = seconds(texts[SUBMIT], "the submission");
    if (submit < 0) {
      throw new BadRecordException(
          ErrorCode.BAD_TIME, "expected the submission, field 2, got " + Excerpt.of(texts[SUBMIT]));
    }
    long wait = seconds(texts[WAIT], "the wait");
    long run = seconds(texts[RUN], "the run");
    columns.put("submit_time", time(submit));
    columns.put("event_time", time(submit));
    if (cancelled && run <= 0) {
      columns.remove("processors");
      if (wait >= 0) {
        columns.put("end_time", time(submit + wait));
      }
      return;
    }
    if (run >= 0) {
      columns.put("run_s", Long.toString(run));
    } else {
      // Every job of such a log is over.
      columns.putIfAbsent("state", "UNKNOWN");
    }
    if (wait >= 0) {
      columns.put("start_time", time(submit + wait));
      if (run >= 0) {
        columns.put("end_time", time(submit + wait + run));
      }
    }
  }

  private void readComment(String comment) {
    int colon = comment.indexOf(':');
    String name = colon < 0 ? "" : comment.substring(0, colon).strip();
    String value = comment.substring(colon + 1).strip();
    boolean number = value.matches("[0-9]{1,12}");
    if (name.equals("UnixStartTime") && number) {
      epoch = Long.parseLong(value);
    } else if (name.equals("MaxProcs") && number) {
      clusterProcessors = value;
    } else if (name.equals("Computer") && !value.isEmpty()) {
      cluster = value;
    }
  }

  private String time(long seconds) {
    return Instant.ofEpochSecond(epoch + seconds).toString();
  }

  private static String state(String status) throws BadRecordException {
    if (status.equals("-1")) {
      return null;
    } else if (status.matches("[0-5]")) {
      return STATES.get(Integer.parseInt(status));
    }
    throw new BadRecordException(
        ErrorCode.WRONG_FIELD,
        "expected a status from -1 to 5 in field 11, got " + Excerpt.of(status));
  }

  /** Whole seconds; some logs have fractions, which are cut off. -1 for unknown. */
  private static long seconds(String text, String what) throws BadRecordException {
    if (text.equals("-1")) {
      return -1;
    }
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds < LONGEST) {
        return (long) seconds;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw new BadRecordException(
        ErrorCode.WRONG_FIELD, "expected " + what + " in s, or -1, got " + Excerpt.of(text));
  }

  private static void put(String column, String text, Map<String, String> columns) {
    if (text != null) {
      columns.put(column, text);
    }
  }
}
