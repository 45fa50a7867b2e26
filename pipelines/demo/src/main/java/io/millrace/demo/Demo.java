package io.millrace.demo;

import io.millrace.cluster.FlinkOptions;
import io.millrace.cluster.LocalCluster;
import io.millrace.simulators.Delivery.Limits;
import io.millrace.simulators.KafkaPlayer;
import io.millrace.simulators.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The demo, step by step. */
final class Demo {
  static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(15));
  static final Duration MAX_FUTURE = Duration.ofSeconds(60);

  /** In MiB, for all acts on what one TaskManager leaves. */
  private static final int TASK_HEAP = 352;

  private static final int SUBMITTERS = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path jar;
  private final Path folder;
  private final Duration duration;
  private final List<Act> acts;
  private final boolean stay;
  private final PrintWriter out;
  private final ExecutorService threads = Executors.newCachedThreadPool(Demo::thread);

  /** Each submission is a JVM of its own. */
  private final ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS, Demo::thread);

  /**
   * @param folder for the cluster; null for the one that is meant when none is named
   * @param duration how long the acts are played
   */
  Demo(Path jar, Path folder, Duration duration, List<Act> acts, boolean stay, PrintWriter out) {
    this.jar = jar;
    this.folder = folder;
    this.duration = duration;
    this.acts = List.copyOf(acts);
    this.stay = stay;
    this.out = out;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "demo");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs to its end; whether the verdict is good. */
  boolean run() throws IOException, InterruptedException, ExecutionException {
    say("Starting a Kafka broker, PostgreSQL, a Flink JobManager and two TaskManagers ...");
    Instant begin = Instant.now();
    try (ResidentMemory memory = new ResidentMemory();
        LocalCluster cluster = start()) {
      Thread down = new Thread(cluster::close, "cluster-down");
      Runtime.getRuntime().addShutdownHook(down);
      say("Up after " + seconds(Duration.between(begin, Instant.now())));
      boolean good = run(cluster);
      memory
          .most()
          .ifPresent(most -> out.printf("Memory of all processes: at most %,d MiB%n", most));
      if (stay) {
        say("The cluster stays up until Ctrl-C.");
        new CompletableFuture<Void>().get();
      }
      return good;
    } finally {
      threads.shutdownNow();
      submitters.shutdownNow();
    }
  }

  /** Each of two TaskManagers has room for what the other one loses. */
  private LocalCluster start() {
    int slots = acts.stream().mapToInt(Act::parallelism).sum();
    FlinkOptions options = FlinkOptions.defaults().withSlots(slots).withTaskHeap(TASK_HEAP);
    return folder == null ? LocalCluster.start(options) : LocalCluster.start(folder, options);
  }

  private boolean run(LocalCluster cluster)
      throws IOException, InterruptedException, ExecutionException {
    printAddresses(cluster);
    Map<Act, String> jobs = submitAll(cluster);
    Map<String, Object> client = Map.of("bootstrap.servers", cluster.kafka().bootstrap());
    Instant start = Instant.now();
    Map<Act, Map<Truth, Long>> sent;
    try (LiveSummary summary = new LiveSummary(cluster, jobs, out)) {
      Map<Act, CompletableFuture<Map<Truth, Long>>> playing =
          onThreads(acts, threads, act -> play(act, client, start));
      Thread.sleep(duration.dividedBy(2).toMillis());
      awaitCheckpoints(cluster, jobs.values());
      Recovery.of(cluster, jobs.get(acts.get(0)), out).killOne();
      sent = await(playing);
      sent.forEach((act, counts) -> say("All of " + act.name() + " is sent: " + counts));
      new Drain(cluster, jobs, out).run();
    }
    boolean good = true;
    for (Act act : acts) {
      say("");
      say(act.uses());
      good &= act.judge(new Played(cluster, client, sent.get(act)), out);
    }
    say("");
    boolean database = acts.stream().anyMatch(RollupAct.class::isInstance);
    say(
        good
            ? "Verdict: nothing lost, nothing doubled, in Kafka"
                + (database ? " and in PostgreSQL." : ".")
            : "Verdict: BAD. See above.");
    return good;
  }

  /** On a slow machine jobs take long to start, and there is no recovery of what has not begun. */
  private static void awaitCheckpoints(LocalCluster cluster, Collection<String> jobs)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    for (String job : jobs) {
      while (cluster.flink().rest().checkpoints(job).completed() == 0) {
        if (Instant.now().isAfter(deadline)) {
          throw new IllegalStateException(
              "job " + job + " has completed no checkpoint within " + PATIENCE);
        }
        Thread.sleep(200);
      }
    }
  }

  private Map<Act, String> submitAll(LocalCluster cluster)
      throws IOException, InterruptedException, ExecutionException {
    for (Act act : acts) {
      DemoFiles files = new DemoFiles(cluster, act);
      files.write();
      files.createTopics();
    }
    Map<Act, String> jobs = await(onThreads(acts, submitters, act -> submit(cluster, act)));
    jobs.forEach(
        (act, job) ->
            say("Submitted " + act.uses() + " with 'flink run millrace.jar run ...': job " + job));
    return jobs;
  }

  private String submit(LocalCluster cluster, Act act) {
    DemoFiles files = new DemoFiles(cluster, act);
    return cluster
        .flink()
        .submit(
            jar,
            List.of("run", files.definition().toString(), "--env", files.environment().toString()));
  }

  private static Map<Truth, Long> play(Act act, Map<String, Object> client, Instant start) {
    Instant begin = act.begin(start);
    try (KafkaPlayer player = new KafkaPlayer(client, act.inputs()::get, act.speed())) {
      return player.play(act.telemetry(begin), begin);
    }
  }

  private static <T> Map<Act, CompletableFuture<T>> onThreads(
      List<Act> acts, Executor threads, Function<Act, T> work) {
    Map<Act, CompletableFuture<T>> all = new LinkedHashMap<>();
    for (Act act : acts) {
      all.put(act, CompletableFuture.supplyAsync(() -> work.apply(act), threads));
    }
    return all;
  }

  private static <T> Map<Act, T> await(Map<Act, CompletableFuture<T>> all)
      throws InterruptedException, ExecutionException {
    Map<Act, T> done = new LinkedHashMap<>();
    for (Map.Entry<Act, CompletableFuture<T>> one : all.entrySet()) {
      done.put(one.getKey(), one.getValue().get());
    }
    return done;
  }

  private void printAddresses(LocalCluster cluster) {
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
