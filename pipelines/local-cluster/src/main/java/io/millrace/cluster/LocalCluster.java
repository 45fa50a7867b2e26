package io.millrace.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker, a PostgreSQL server and a Flink cluster together, held by this process and found
 * by others through a file in its folder. A TaskManager that is lost is replaced, as a cluster
 * manager would do.
 */
public final class LocalCluster implements AutoCloseable {
  private final ClusterFolder folder;
  private final FlinkOptions options;
  private final ProcessGuard guard;
  private final ScheduledExecutorService tender;
  private KafkaBroker kafka;
  private PostgresServer postgres;
  private FlinkCluster flink;
  private Map<String, ProcessIdentity> written = Map.of();
  private boolean closed;

  private LocalCluster(ClusterFolder folder, FlinkOptions options) {
    this.folder = folder;
    this.options = options;
    this.guard = ProcessGuard.start();
    this.tender =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "local-cluster");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a cluster in the folder that is meant when none is named. */
  public static LocalCluster start(FlinkOptions options) {
    return start(ClusterFolder.byDefault().path(), options);
  }

  /**
   * Starts a cluster.
   *
   * @param path a folder that does not exist or is empty; it is deleted by {@link #close}
   */
  public static LocalCluster start(Path path, FlinkOptions options) {
    ClusterFolder folder = new ClusterFolder(path.toAbsolutePath());
    folder.prepare();
    folder.claim();
    LocalCluster cluster = new LocalCluster(folder, options);
    try {
      cluster.guard.deleteAtEnd(folder.path());
      cluster.startParts();
      cluster.tend();
      cluster.tender.scheduleWithFixedDelay(cluster::tend, 500, 500, TimeUnit.MILLISECONDS);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startParts() {
    CompletableFuture<Void> startedFlink =
        CompletableFuture.runAsync(
            () -> flink = FlinkCluster.start(flinkFolder(folder.path()), options));
    CompletableFuture<Void> startedPostgres =
        CompletableFuture.runAsync(() -> postgres = PostgresServer.start(part("postgres")));
    try {
      kafka = KafkaBroker.start(part("kafka"));
      startedPostgres.join();
      startedFlink.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      // Whatever failed: close() must know all that has started.
      startedPostgres.handle((done, failure) -> done).join();
      startedFlink.handle((done, failure) -> done).join();
    }
  }

  static Path flinkFolder(Path folder) {
    return folder.resolve("flink");
  }

  private Path part(String name) {
    return folder.path().resolve(name);
  }

  /** Replaces lost TaskManagers, and tells others what has changed. */
  private synchronized void tend() {
    if (closed) {
      return;
    }
    while (flink.taskManagers().size() < options.taskManagers()) {
      flink.startTaskManager();
    }
    Map<String, ProcessIdentity> now = new TreeMap<>(written);
    Map<String, ProcessHandle> all = new TreeMap<>(flink.processes());
    all.put("postgres", postgres.process());
    all.forEach(
        (name, process) -> {
          // Of one that is gone, what was written while it lived.
          if (process.isAlive()) {
            now.put(name, ProcessIdentity.of(process));
          }
        });
    if (!now.equals(written)) {
      written = Map.copyOf(now);
      folder.write(state());
    }
  }

  ClusterState state() {
    return new ClusterState(
        true,
        ProcessIdentity.of(ProcessHandle.current()),
        kafka.bootstrap(),
        postgres.jdbcUrl(),
        postgres.user(),
        postgres.passwordFile().toString(),
        flink.restUrl().toString(),
        written);
  }

  /** The broker. */
  public KafkaBroker kafka() {
    return kafka;
  }

  /** The database. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** The cluster that runs the jobs. */
  public FlinkCluster flink() {
    return flink;
  }

  /** Where its state, data and logs are, until it is closed. */
  public Path folder() {
    return folder.path();
  }

  /** Stops all parts and deletes the folder. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    tender.shutdownNow();
    if (flink != null) {
      flink.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
    Folders.delete(folder.path());
    guard.close();
  }
}
