package io.millrace.runner.cli;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.runner.launch.RunSummary;
import io.millrace.runner.replay.Manifest;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what is replayed, and what came of it. */
final class RangeReport {
  private RangeReport() {}

  static void print(Manifest manifest, PrintWriter shown) {
    shown.println("replay " + manifest.id() + ":");
    manifest
        .inputs()
        .forEach(
            (name, input) -> {
              for (PartitionRange range : input.ranges()) {
                shown.printf(
                    "  %s: %s-%d, %s%n",
                    name,
                    range.topic(),
                    range.partition(),
                    range.isEmpty()
                        ? "nothing"
                        : "offsets %,d to %,d".formatted(range.start(), range.end() - 1));
              }
            });
    shown.flush();
  }

  static void print(RunSummary summary, Path folder, PrintWriter shown) {
    summary
        .inputs()
        .forEach(
            (name, counts) -> {
              shown.println(name + ": " + RunCommand.counts(counts));
              WarningLines.print(summary, name, shown);
            });
    summary
        .outputs()
        .forEach((name, counts) -> shown.println(name + ": " + RunCommand.counts(counts)));
    shown.println("manifest, summary and files: " + folder);
    shown.flush();
  }
}
