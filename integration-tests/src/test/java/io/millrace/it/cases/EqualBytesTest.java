package io.millrace.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.it.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pipeline writes equal bytes each time that it is run over the same files. */
class EqualBytesTest {
  private static final int RUNS_OF_SEVERAL_INPUTS = 5;

  @TempDir private Path folder;

  @Test
  void severalMachinesOfSeveralInputsAreInTheSameOrderInEveryRun() throws IOException {
    // Given windows of 9 machines that end at the same times
    Map<String, String> inputs = plant();

    // When
    List<Map<String, String>> runs = new ArrayList<>();
    for (int run = 0; run < RUNS_OF_SEVERAL_INPUTS; run++) {
      runs.add(run("industrial/oee", inputs));
    }

    // Then
    assertThat(runs.get(0).get("oee.jsonl").lines().count()).isGreaterThan(9 * 5);
    assertThat(runs).allMatch(runs.get(0)::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "industrial/rollup",
        "industrial/sensor-anomaly",
        "cdn/traffic",
        "services/red",
        "services/graph",
        "hpc/jobs",
        "cloud/cost",
        "platform/delivery",
        "platform/archive"
      })
  void aRunIsEqualToTheOneBefore(String pipeline) throws IOException {
    // Given
    Map<String, String> inputs = inputs(pipeline);

    // When
    Map<String, String> first = run(pipeline, inputs);
    Map<String, String> second = run(pipeline, inputs);

    // Then
    assertThat(first.values()).anyMatch(text -> text.lines().count() > 1);
    assertThat(second).isEqualTo(first);
  }

  /** The results of a run by name of their file. */
  private Map<String, String> run(String pipeline, Map<String, String> inputs) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    List<Object> arguments = new ArrayList<>(List.of("run", pipeline, "--out", out));
    inputs.forEach((name, file) -> arguments.addAll(List.of("--input", name + "=" + file)));
    if (pipeline.equals("hpc/jobs")) {
      arguments.addAll(List.of("--format", "jobs=sacct"));
    } else if (pipeline.equals("cdn/traffic")) {
      arguments.addAll(List.of("--format", "requests=combined"));
    } else if (pipeline.startsWith("services/")) {
      arguments.addAll(List.of("--format", "spans=zipkin-v2"));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        written.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return written;
  }

  private Map<String, String> inputs(String pipeline) throws IOException {
    return switch (pipeline) {
      case "industrial/rollup", "industrial/sensor-anomaly" -> Map.of("readings", readings());
      case "platform/delivery" -> Map.of("events", readings());
      case "cdn/traffic" -> Map.of("requests", requests());
      case "services/red", "services/graph" -> Map.of("spans", spans());
      case "hpc/jobs" -> Map.of("jobs", jobs());
      case "cloud/cost" -> Map.of("bills", bills());
      default -> Map.of("records", records());
    };
  }

  private Map<String, String> plant() throws IOException {
    StringBuilder states = new StringBuilder("machine,event_time,state\n");
    StringBuilder counts = new StringBuilder("machine,event_time,temporality,produced,scrap\n");
    StringBuilder calendar = new StringBuilder("machine,start,end,shift\n");
    StringBuilder cycles = new StringBuilder("machine,valid_from,cycle_s\n");
    for (int machine = 0; machine < 9; machine++) {
      calendar.append("m%d,2026-03-02T00:00:00Z,2026-03-02T06:00:00Z,n%n".formatted(machine));
      cycles.append("m%d,2026-01-01T00:00:00Z,30%n".formatted(machine));
    }
    for (int minute = 0; minute < 360; minute += 5) {
      for (int machine = 0; machine < 9; machine++) {
        String time = "2026-03-02T%02d:%02d:%02dZ".formatted(minute / 60, minute % 60, machine);
        String state = (minute / 5 + machine) % 4 == 0 ? "OUT_OF_SERVICE" : "EXECUTING";
        states.append("m%d,%s,%s%n".formatted(machine, time, state));
        counts.append("m%d,%s,DELTA,9,1%n".formatted(machine, time));
      }
    }
    return Map.of(
        "states", write("states.csv", states),
        "counts", write("counts.csv", counts),
        "calendar", write("calendar.csv", calendar),
        "cycles", write("cycles.csv", cycles));
  }

  private String readings() throws IOException {
    StringBuilder lines = new StringBuilder("source,sensor,event_time,value,sequence\n");
    for (int second = 0; second < 1_800; second += 3) {
      for (int source = 0; source < 7; source++) {
        double value = 20 + source + Math.sin(second / 60.0) + (second == 900 ? 50 : 0);
        lines.append(
            "s%d,t,2026-01-01T00:%02d:%02dZ,%s,%d%n"
                .formatted(source, second / 60, second % 60, value, second / 3));
      }
    }
    return write("readings.csv", lines);
  }

  private String requests() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int second = 0; second < 600; second++) {
      lines.append(
          "10.0.0.%d - - [01/Jan/2026:00:%02d:%02d +0000] \"GET /%d HTTP/1.1\" %d %d \"-\" \"a%d\"%n"
              .formatted(
                  second % 13,
                  second / 60,
                  second % 60,
                  second * 7 % 31,
                  second % 11 == 0 ? 500 : 200,
                  second,
                  second % 5));
    }
    return write("access.log", lines);
  }

  private String spans() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int call = 0; call < 300; call++) {
      long time = 1_767_225_600_000_000L + call * 500_000L;
      String ids = "\"traceId\": \"%016x\", \"id\": \"%016x\"".formatted(call + 1, call + 1);
      lines.append(
          "{%s, \"kind\": \"CLIENT\", \"name\": \"get\", \"timestamp\": %d, \"duration\": %d, \"localEndpoint\": {\"serviceName\": \"front%d\"}}%n"
              .formatted(ids, time, 2_000 + call, call % 4));
      lines.append(
          "{%s, \"kind\": \"SERVER\", \"shared\": true, \"name\": \"get\", \"timestamp\": %d, \"duration\": %d, \"localEndpoint\": {\"serviceName\": \"back%d\"}}%n"
              .formatted(ids, time + 300, 1_000 + call, call % 3));
    }
    return write("spans.json", lines);
  }

  private String jobs() throws IOException {
    StringBuilder lines =
        new StringBuilder("JobID|Cluster|User|Submit|Start|End|State|AllocCPUS\n");
    for (int job = 0; job < 200; job++) {
      lines.append(
          "%d|c%d|u%d|2026-01-01T%02d:%02d:00|2026-01-01T%02d:%02d:30|2026-01-02T%02d:00:00|COMPLETED|%d%n"
              .formatted(
                  job,
                  job % 3,
                  job % 7,
                  job / 60,
                  job % 60,
                  job / 60,
                  job % 60,
                  job % 24,
                  1 + job % 16));
    }
    return write("jobs.txt", lines);
  }

  private String bills() throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "ChargeId,ChargePeriodStart,BillingPeriodStart,BillingPeriodEnd,BillingCurrency,SubAccountId,ProviderName,ServiceName,BilledCost,EffectiveCost\n");
    for (int row = 0; row < 200; row++) {
      lines.append(
          "%d,2026-01-%02dT00:00:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,EUR,a%d,p%d,s%d,%d.25,%d.125%n"
              .formatted(row, 1 + row / 8, row % 9, row % 3, row % 11, row, row));
    }
    return write("bills.csv", lines);
  }

  private String records() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int offset = 0; offset < 50; offset++) {
      for (int partition = 0; partition < 4; partition++) {
        lines.append(
            "{\"topic\": \"t\", \"partition\": %d, \"offset\": %d, \"follows\": %d, \"event_time\": \"2026-01-01T00:00:%02dZ\"}%n"
                .formatted(partition, offset, offset, offset));
      }
    }
    return write("records.jsonl", lines);
  }

  private String write(String name, CharSequence text) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.writeString(file, text);
    }
    return file.toString();
  }
}
