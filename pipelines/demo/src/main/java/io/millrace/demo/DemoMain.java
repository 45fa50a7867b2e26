package io.millrace.demo;

import io.millrace.cluster.LocalClusterException;
import io.millrace.sdk.Durations;
import io.millrace.simulators.DurationConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: a small distributed system on this machine, a failure in the middle, and a verdict
 * at the end.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a Kafka broker, PostgreSQL and a Flink cluster of real processes on this machine,"
          + " plays the telemetry of a plant, a content delivery network, the services of a shop,"
          + " an HPC cluster, the bills of clouds and a fleet of nodes, submits pipelines of the catalog, kills a"
          + " TaskManager in the middle, and recomputes every result independently at the end.",
      "Exit code 0 only if nothing was lost and nothing doubled."
    })
public final class DemoMain implements Callable<Integer> {
  // The verdict holds all readings in memory.
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long telemetry is played (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Readings a second of industrial/rollup (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the telemetry (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ACT",
      description =
          "Which of rollup, traffic, oee, anomaly, red, graph, jobs, cost and delivery are played,"
              + " commas between (default: all).")
  private List<String> only = Program.NAMES;

  @Option(names = "--stay", description = "Leaves the cluster up after the verdict, until Ctrl-C.")
  private boolean stay;

  @Option(
      names = "--folder",
      description = "An empty folder for the cluster (default: the one that 'cluster' uses).")
  private Path folder;

  private DemoMain() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new DemoMain());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          boolean explained = failure instanceof LocalClusterException;
          command.getErr().println("millrace: " + (explained ? failure.getMessage() : failure));
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw usage("--duration is " + Durations.format(duration) + "; expected from 30s to 10m");
    }
    if (rate < 40 || rate > 5_000) {
      throw usage("--rate is " + rate + "; expected from 40 to 5000");
    }
    for (String name : only) {
      if (!Program.NAMES.contains(name)) {
        throw usage(
            "--only names '" + name + "'; expected some of " + String.join(", ", Program.NAMES));
      }
    }
    Path jar = Path.of(System.getProperty("millrace.jar", ""));
    if (!Files.isRegularFile(jar)) {
      throw usage("no millrace.jar; start it with ./millrace demo");
    }
    List<Act> acts = Program.acts(only, duration, rate, seed);
    return new Demo(jar, folder, duration, acts, stay, spec.commandLine().getOut()).run() ? 0 : 1;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
