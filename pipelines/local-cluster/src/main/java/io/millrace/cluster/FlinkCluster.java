package io.millrace.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Flink session cluster on this machine: one JobManager and several TaskManagers, each a process
 * of its own, with the settings of {@code flink-conf/config.yaml}, on free ports of the loopback
 * interface. Checkpoints, savepoints and logs are in its folder.
 *
 * <p>All processes are killed when this JVM is gone, however it went. Thread-safe.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern SUBMITTED =
      Pattern.compile("submitted with JobID ([0-9a-f]{32})", Pattern.CASE_INSENSITIVE);

  private final Path folder;
  private final boolean temporary;
  private final FlinkOptions options;
  private final int restPort;
  private final FlinkProcesses processes;
  private final ProcessGuard guard = ProcessGuard.start();
  private final Map<Integer, Process> taskManagers = new TreeMap<>();
  private final FlinkRest rest;
  private Process jobManager;
  private int lastNumber;

  private FlinkCluster(Path folder, boolean temporary, FlinkOptions options) {
    this.folder = folder.toAbsolutePath();
    this.temporary = temporary;
    this.options = options;
    List<Integer> ports = FreePorts.find(2);
    this.restPort = ports.get(0);
    Map<String, String> settings = settings(ports.get(1));
    for (String name : List.of("conf", "log", "tmp", "checkpoints", "savepoints")) {
      Folders.create(this.folder.resolve(name));
    }
    FlinkDistribution.writeConfiguration(this.folder.resolve("conf"), settings);
    this.processes =
        new FlinkProcesses(this.folder, settings, options, process -> guard.watch(process, "KILL"));
    this.rest = new FlinkRest(restUrl());
  }

  /** Starts a cluster whose files are deleted by {@link #close}. */
  public static FlinkCluster start(FlinkOptions options) {
    return started(new FlinkCluster(Folders.temporary("millrace-flink-"), true, options));
  }

  /** Starts a cluster that keeps its logs, checkpoints and savepoints in a new folder. */
  public static FlinkCluster start(Path folder, FlinkOptions options) {
    return started(new FlinkCluster(Folders.create(folder), false, options));
  }

  private static FlinkCluster started(FlinkCluster cluster) {
    try {
      if (cluster.temporary) {
        cluster.guard.deleteAtEnd(cluster.folder);
      }
      cluster.jobManager = cluster.processes.startJobManager();
      for (int i = 0; i < cluster.options.taskManagers(); i++) {
        cluster.launchTaskManager();
      }
      cluster.awaitRegistered();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What depends on this machine and this folder; the rest is flink-conf/config.yaml. */
  private Map<String, String> settings(int rpcPort) {
    Map<String, String> all = FlinkDistribution.settings();
    all.put("rest.address", "localhost");
    all.put("rest.bind-address", "localhost");
    all.put("rest.port", Integer.toString(restPort));
    all.put("jobmanager.rpc.address", "localhost");
    all.put("jobmanager.bind-host", "localhost");
    all.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    all.put("taskmanager.host", "localhost");
    all.put("taskmanager.bind-host", "localhost");
    all.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slots()));
    all.put("io.tmp.dirs", folder.resolve("tmp").toString());
    all.put("web.tmpdir", folder.resolve("tmp").toString());
    all.put("rest.profiling.dir", folder.resolve("tmp").toString());
    all.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    all.put(
        "execution.checkpointing.savepoint-dir", folder.resolve("savepoints").toUri().toString());
    // People watch this cluster, and tests wait for it.
    all.put("metrics.fetcher.update-interval", "1s");
    all.put("cluster.registration.max-timeout", "1s");
    all.putAll(options.settings());
    return all;
  }

  /** Address of the web UI and of the REST interface. */
  public URI restUrl() {
    return URI.create("http://localhost:" + restPort);
  }

  /** A client of the REST interface. */
  public FlinkRest rest() {
    return rest;
  }

  /** Where logs, checkpoints and savepoints are. */
  public Path folder() {
    return folder;
  }

  /** Names and processes, of JobManager and TaskManagers, also of those that were killed. */
  public synchronized Map<String, ProcessHandle> processes() {
    Map<String, ProcessHandle> all = new TreeMap<>();
    all.put("jobmanager", jobManager.toHandle());
    taskManagers.forEach((number, process) -> all.put(name(number), process.toHandle()));
    return all;
  }

  /** Numbers of the TaskManagers whose process is alive. */
  public synchronized List<Integer> taskManagers() {
    return taskManagers.entrySet().stream()
        .filter(entry -> entry.getValue().isAlive())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Kills a TaskManager with SIGKILL: it can say goodbye to nobody. */
  public void kill(int taskManager) {
    Process process = taskManager(taskManager);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Kills the JobManager with SIGKILL. Only with high availability do its jobs outlive it. */
  public synchronized void killJobManager() {
    jobManager.destroyForcibly();
    jobManager.onExit().join();
  }

  /** Starts a JobManager in place of one that is gone; it answers some seconds later. */
  public synchronized void startJobManager() {
    jobManager = processes.startJobManager();
  }

  /** Stops a TaskManager with SIGSTOP: it is silent, but its connections stay open. */
  public void pause(int taskManager) {
    Signals.send(taskManager(taskManager).toHandle(), "STOP");
  }

  /** Lets a paused TaskManager go on. */
  public void resume(int taskManager) {
    Signals.send(taskManager(taskManager).toHandle(), "CONT");
  }

  private synchronized Process taskManager(int number) {
    Process process = taskManagers.get(number);
    if (process == null || !process.isAlive()) {
      throw new LocalClusterException(
          "No TaskManager " + number + " is running, expected one of " + taskManagers());
    }
    return process;
  }

  /**
   * Starts one more TaskManager. It is usable some seconds later.
   *
   * @return its number, which none had before
   */
  public synchronized int startTaskManager() {
    return launchTaskManager();
  }

  private int launchTaskManager() {
    int number = ++lastNumber;
    taskManagers.put(number, processes.startTaskManager(name(number)));
    return number;
  }

  private static String name(int number) {
    return "taskmanager-" + number;
  }

  /** Waits until every TaskManager that is alive now has registered with the JobManager. */
  public void awaitRegistered() {
    List<Integer> expected = taskManagers();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!registered().containsAll(expected.stream().map(FlinkCluster::name).toList())) {
      requireAlive("jobmanager");
      expected.forEach(number -> requireAlive(name(number)));
      if (Instant.now().isAfter(deadline)) {
        throw new LocalClusterException(
            "No Flink cluster at " + restUrl() + " after " + PATIENCE.toSeconds() + " s");
      }
      Pause.briefly();
    }
  }

  private List<String> registered() {
    try {
      return rest.taskManagers();
    } catch (LocalClusterException notYet) {
      return List.of();
    }
  }

  private void requireAlive(String name) {
    if (!processes().get(name).isAlive()) {
      Path log = folder.resolve("log").resolve(name + ".log");
      Path output = folder.resolve("log").resolve(name + ".out");
      throw new LocalClusterException(
          name + " did not start: " + LogTail.of(Files.exists(log) ? log : output));
    }
  }

  /**
   * Submits a job as a user does, with {@code flink run --detached JAR ARGUMENTS}.
   *
   * @return the job's id
   * @throws LocalClusterException with all that Flink's command line said, if it was refused
   */
  public String submit(Path jar, List<String> arguments) {
    return submit(List.of(), jar, arguments);
  }

  /**
   * Submits a job as a user does, with {@code flink run --detached OPTIONS JAR ARGUMENTS}.
   *
   * @param options of {@code flink run}, such as {@code -p 2} or {@code -s SAVEPOINT}
   * @return the job's id
   * @throws LocalClusterException with all that Flink's command line said, if it was refused
   */
  public String submit(List<String> options, Path jar, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("run", "--detached"));
    line.addAll(options);
    line.add(jar.toAbsolutePath().toString());
    line.addAll(arguments);
    CommandResult result = commandLine(line);
    Matcher submitted = SUBMITTED.matcher(result.output());
    if (result.exitCode() != 0 || !submitted.find()) {
      throw new LocalClusterException("flink run refused " + jar + ": " + result.output().strip());
    }
    return submitted.group(1);
  }

  /** Runs Flink's command line ({@code flink ARGUMENTS}) against this cluster. */
  public CommandResult commandLine(List<String> arguments) {
    return processes.runCommandLine(arguments);
  }

  /** Kills all processes, and deletes the files if it was started without a folder. */
  @Override
  public synchronized void close() {
    List<Process> all = new ArrayList<>(taskManagers.values());
    if (jobManager != null) {
      all.add(jobManager);
    }
    // SIGKILL also ends those that are paused. Nothing of theirs is worth a slow goodbye.
    all.forEach(Process::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    if (temporary) {
      Folders.delete(folder);
    }
    guard.close();
  }
}
