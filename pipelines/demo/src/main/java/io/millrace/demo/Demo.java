package io.millrace.demo;

import io.millrace.cluster.FlinkOptions;
import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.KafkaPlayer;
import io.millrace.simulators.PlantSettings;
import io.millrace.simulators.PlantSimulator;
import io.millrace.simulators.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The demo, step by step. */
final class Demo {
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
  static final Duration LATENESS = Duration.ofSeconds(30);
  static final Duration MAX_FUTURE = Duration.ofSeconds(60);
  static final List<Duration> WINDOWS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));

  private static final int MACHINES = 10;
  private static final int SENSORS = 4;

  private final Path jar;
  private final Path folder;
  private final Duration duration;
  private final int rate;
  private final long seed;
  private final boolean stay;
  private final PrintWriter out;

  /**
   * @param folder for the cluster; null for the one that is meant when none is named
   * @param rate readings a second, of all sensors together
   */
  Demo(
      Path jar,
      Path folder,
      Duration duration,
      int rate,
      long seed,
      boolean stay,
      PrintWriter out) {
    this.jar = jar;
    this.folder = folder;
    this.duration = duration;
    this.rate = rate;
    this.seed = seed;
    this.stay = stay;
    this.out = out;
  }

  /** Runs to its end; whether the verdict is good. */
  boolean run() throws IOException, InterruptedException, ExecutionException {
    say("Starting a Kafka broker, PostgreSQL, a Flink JobManager and two TaskManagers ...");
    Instant begin = Instant.now();
    try (LocalCluster cluster = start()) {
      Thread down = new Thread(cluster::close, "cluster-down");
      Runtime.getRuntime().addShutdownHook(down);
      say("Up after " + seconds(Duration.between(begin, Instant.now())));
      boolean good = run(cluster);
      if (stay) {
        say("The cluster stays up until Ctrl-C.");
        new CompletableFuture<Void>().get();
      }
      return good;
    }
  }

  private LocalCluster start() {
    FlinkOptions options = FlinkOptions.defaults();
    return folder == null ? LocalCluster.start(options) : LocalCluster.start(folder, options);
  }

  private boolean run(LocalCluster cluster)
      throws IOException, InterruptedException, ExecutionException {
    DemoFiles files = new DemoFiles(cluster);
    printAddresses(cluster, files);
    files.write();
    files.createInputTopic();
    String job =
        cluster
            .flink()
            .submit(
                jar,
                List.of(
                    "run", files.definition().toString(), "--env", files.environment().toString()));
    say("Submitted industrial/rollup with 'flink run millrace.jar run ...': job " + job);

    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    Instant start = Instant.now();
    PlantSettings plant = plant(start);
    Map<Truth, Long> sent;
    try (KafkaPlayer player = new KafkaPlayer(client, DemoFiles.READINGS, 1);
        LiveSummary summary = new LiveSummary(cluster, job, out)) {
      CompletableFuture<Map<Truth, Long>> played =
          CompletableFuture.supplyAsync(() -> player.play(new PlantSimulator(seed, plant), start));
      Thread.sleep(duration.dividedBy(2).toMillis());
      Recovery.of(cluster, job, out).killOne();
      sent = played.get();
      say("The plant has stopped. Sent: " + sent);
      new Drain(cluster, job, out).run();
    }
    Judgement judgement = new Judgement(cluster, client, sent);
    return judgement.pronounce(out);
  }

  private PlantSettings plant(Instant start) {
    Duration period = Duration.ofNanos(1_000_000_000L * MACHINES * SENSORS / rate);
    return new PlantSettings(
        MACHINES,
        SENSORS,
        start,
        period,
        duration,
        OUT_OF_ORDERNESS,
        LATENESS,
        WINDOWS.get(0),
        PlantSettings.FaultRates.SOME);
  }

  private void printAddresses(LocalCluster cluster, DemoFiles files) {
    out.println();
    out.println("  Flink's web UI   " + cluster.flink().restUrl());
    out.println("  Kafka            " + cluster.kafka().bootstrap());
    out.println(
        "  PostgreSQL       "
            + cluster.postgres().jdbcUrl()
            + ", user "
            + cluster.postgres().user()
            + ", password in "
            + cluster.postgres().passwordFile());
    out.println();
    out.println("To try in another terminal meanwhile:");
    out.println("  ./millrace cluster status");
    out.println("  ./millrace cluster kill 2");
    out.println("  ./millrace status --cluster " + cluster.flink().restUrl());
    out.println();
    out.flush();
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }
}
