package io.millrace.simulators;

import io.millrace.simulators.Delivery.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays simulated telemetry into Kafka topics that exist. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Plays simulated telemetry into Kafka topics that exist, with duplicates, late and"
            + " malformed records and worse, all from one seed.")
public final class SimulatorMain implements Callable<Integer> {
  @Option(names = "--bootstrap", required = true, description = "Host and port of a broker.")
  private String bootstrap;

  @Option(
      names = "--of",
      defaultValue = "plant",
      description =
          "plant: sensor readings, with spikes, drifts and a wrong clock. network: requests to a"
              + " content delivery network, with a lost location and a flood. machines: states,"
              + " part counts, calendar and ideal cycle times, with gateways that store and"
              + " forward. services: spans of a shop, sampled, with faults and clocks that differ."
              + " cluster: jobs that are submitted, start and end, with backfill and nodes that"
              + " fail. clouds: a quarter's bills of three providers, restated and corrected, all"
              + " within the duration. fleet: readings of eight nodes, with gaps, copies, silences"
              + " and wrong clocks (default: ${DEFAULT-VALUE}).")
  private Scene scene;

  @Option(
      names = "--topic",
      required = true,
      description =
          "Topic to write to; of machines, what comes before .states, .counts, .calendar and"
              + " .cycles.")
  private String topic;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description =
          "Readings, requests, or transitions of jobs in a second of the wall (default:"
              + " ${DEFAULT-VALUE}); machines tell their totals once a second, and clouds are as"
              + " large as they are.")
  private double rate;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "How long to play, by the wall (default: ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      description =
          "Event time of the first event, such as 2026-01-01T00:00:00Z (default: such that event"
              + " time ends now); bills begin with its month.")
  private Instant start;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description =
          "Seconds of event time in a second of the wall (default: ${DEFAULT-VALUE}); not for"
              + " clouds.")
  private double speed;

  @Option(names = "--at-once", description = "Do not wait: send as fast as the broker takes it.")
  private boolean atOnce;

  @Option(names = "--machines", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int machines;

  @Option(
      names = "--sensors",
      defaultValue = "4",
      description = "Sensors of each machine of a plant (default: ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--out-of-orderness",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description =
          "That of the input that reads the topic (default: ${DEFAULT-VALUE}); of clouds 3d.")
  private Duration outOfOrderness;

  @Option(
      names = "--lateness",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description =
          "That of the input that reads the topic (default: ${DEFAULT-VALUE}); of clouds 20d.")
  private Duration lateness;

  @Option(
      names = "--window",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "Smallest window of the pipeline (default: ${DEFAULT-VALUE}).")
  private Duration window;

  @Option(names = "--no-faults", description = "Good events only.")
  private boolean noFaults;

  @Option(
      names = "--faults",
      description =
          "File for the injected faults: kind, source, sensor, from, to, size; TAB between.")
  private Path faultsFile;

  private SimulatorMain() {}

  public static void main(String[] arguments) {
    System.exit(run(new PrintWriter(System.err, true), arguments));
  }

  /**
   * Runs the command; 0 on success, 1 if the broker or a file refuses, 2 on wrong usage.
   *
   * @param errors takes what went wrong
   */
  static int run(PrintWriter errors, String... arguments) {
    return new CommandLine(new SimulatorMain())
        .setErr(errors)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              command.getErr().println("simulator: " + problem.getMessage());
              return problem instanceof IllegalArgumentException ? 2 : 1;
            })
        .setParameterExceptionHandler(
            (problem, given) -> {
              problem.getCommandLine().getErr().println("simulator: " + problem.getMessage());
              return 2;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    Play play = play();
    Map<Truth, Long> sent;
    try (KafkaPlayer player =
        new KafkaPlayer(
            new HashMap<>(Map.of("bootstrap.servers", bootstrap)),
            input -> scene == Scene.MACHINES ? topic + "." + input : topic,
            atOnce ? Double.POSITIVE_INFINITY : play.speed())) {
      Runtime.getRuntime().addShutdownHook(new Thread(player::stop));
      sent = player.play(play.records(), play.start());
    } catch (KafkaException failure) {
      throw new KafkaException(failure.getMessage() + " (broker " + bootstrap + ")", failure);
    }
    if (faultsFile != null) {
      Files.write(faultsFile, lines(play.faults().get()));
    }
    System.err.println("simulator: sent to " + topic + ": " + sent);
    return 0;
  }

  private Play play() {
    if (rate <= 0 || speed <= 0 || duration.isZero()) {
      throw new IllegalArgumentException("--rate, --speed and --duration have to be above zero");
    }
    Instant now = Instant.now();
    return scene.play(
        new Scene.Wish(
            seed,
            start,
            atOnce ? now.minus(duration) : now,
            duration,
            rate,
            speed,
            new Limits(outOfOrderness, lateness),
            window,
            machines,
            sensors,
            !noFaults));
  }

  private static List<String> lines(List<InjectedFault> faults) {
    return faults.stream()
        .map(
            fault ->
                String.join(
                    "\t",
                    fault.kind().name(),
                    fault.source(),
                    fault.sensor(),
                    fault.from().toString(),
                    fault.to().toString(),
                    Double.toString(fault.size())))
        .toList();
  }
}
