package io.millrace.formats.joblog;

import io.millrace.formats.BadRecordException;
import io.millrace.formats.KnownNames;
import io.millrace.formats.Position;
import io.millrace.formats.Warnings;
import io.millrace.formats.line.LineParser;
import io.millrace.sdk.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Slurm's {@code sacct --parsable2} prints. A line of names heads a file; on Kafka, where none
 * does, the definition lists the columns. Steps of jobs, such as 123.batch, are passed over.
 *
 * <p>Event time is as {@link EventTimes} says: the submission in a file, the latest transition on
 * Kafka.
 */
final class SacctParser implements LineParser {
  private static final Set<String> UNKNOWN = Set.of("", "Unknown", "None", "N/A");

  private static final Map<String, List<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("cluster", List.of("Cluster")),
          Map.entry("job_id", List.of("JobID", "JobIDRaw")),
          Map.entry("attempt", List.of("DBIndex")),
          Map.entry("submit_time", List.of("Submit")),
          Map.entry("eligible_time", List.of("Eligible")),
          Map.entry("start_time", List.of("Start")),
          Map.entry("end_time", List.of("End")),
          Map.entry("state", List.of("State")),
          Map.entry("processors", List.of("AllocCPUS", "NCPUS")),
          Map.entry("nodes", List.of("AllocNodes", "NNodes")),
          Map.entry("user", List.of("User")),
          Map.entry("account", List.of("Account")),
          Map.entry("queue", List.of("Partition")),
          Map.entry("qos", List.of("QOS")));

  private static final EventTimes TIMES = new EventTimes("Submit", "Start", "End");

  private final KnownNames known =
      new KnownNames(
          "column", BY_FIELD.values().stream().flatMap(List::stream).collect(Collectors.toSet()));

  private List<String> names;

  SacctParser(List<String> columns) {
    this.names = columns;
  }

  @Override
  public Map<String, List<String>> columnsByField() {
    return BY_FIELD;
  }

  @Override
  public boolean parse(
      String line, Position position, Map<String, String> columns, Warnings warnings)
      throws BadRecordException {
    boolean inFile = position instanceof Position.InFile;
    String[] texts = line.split("\\|", -1);
    List<String> header = List.of(texts);
    if (header.contains("JobID") || header.contains("JobIDRaw")) {
      names = inFile ? header : names;
      return false;
    } else if (line.stripLeading().startsWith("{")) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "this is JSON, as of 'sacct --json'; expected lines of 'sacct --parsable2', or the format"
              + " sacct-json");
    } else if (names.isEmpty()) {
      throw new BadRecordException(
          ErrorCode.MISSING_FIELD,
          "expected a line of column names at the head of the file, or 'columns' in the mapping");
    } else if (texts.length != names.size()) {
      throw new BadRecordException(
          ErrorCode.MALFORMED,
          "expected " + names.size() + " columns between '|', got " + texts.length);
    }
    for (int i = 0; i < texts.length; i++) {
      if (!UNKNOWN.contains(texts[i])) {
        columns.put(names.get(i), texts[i]);
      }
    }
    if (isStep(columns.get("JobID")) || isStep(columns.get("JobIDRaw"))) {
      columns.clear();
      return false;
    }
    SlurmStates.complete(columns, "Start", "End", "State");
    if (columns.getOrDefault("State", "").equals("PENDING")) {
      columns.remove("AllocCPUS");
      columns.remove("NCPUS");
    }
    names.forEach(name -> known.check(name, warnings));
    ShortCounts.expand(columns, warnings);
    TIMES.put(position, columns, warnings);
    return true;
  }

  private static boolean isStep(String job) {
    return job != null && job.indexOf('.') >= 0;
  }
}
