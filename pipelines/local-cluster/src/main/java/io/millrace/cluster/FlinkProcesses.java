package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts Flink's main classes, each in a JVM of its own, with the options that they need. */
final class FlinkProcesses {
  private static final String ENTRYPOINTS = "org.apache.flink.runtime.";

  private final Path folder;
  private final Map<String, String> settings;
  private final FlinkOptions options;
  private final Consumer<Process> onStart;
  private final FlinkDistribution distribution = FlinkDistribution.find();

  /**
   * @param folder with {@code conf}, {@code log} and {@code tmp}
   * @param settings what {@code conf/config.yaml} holds
   * @param onStart is told of every process that was started
   */
  FlinkProcesses(
      Path folder, Map<String, String> settings, FlinkOptions options, Consumer<Process> onStart) {
    this.folder = folder;
    this.settings = settings;
    this.options = options;
    this.onStart = onStart;
  }

  Process startJobManager() {
    List<String> command = java("jobmanager");
    command.addAll(
        List.of(
            "-Xms" + options.jobManagerHeap() + "m",
            "-Xmx" + options.jobManagerHeap() + "m",
            "-XX:MaxMetaspaceSize=384m",
            "-XX:+UseSerialGC",
            // It has little to do for long; what it saves, the others get while all start.
            "-XX:TieredStopAtLevel=1"));
    command.addAll(loggingTo("jobmanager"));
    command.add(ENTRYPOINTS + "entrypoint.StandaloneSessionClusterEntrypoint");
    command.addAll(List.of("--configDir", conf().toString()));
    return start("jobmanager", command);
  }

  Process startTaskManager(String name) {
    TaskManagerMemory memory = new TaskManagerMemory(options.taskHeap());
    List<String> command = java("taskmanager");
    command.addAll(memory.jvmOptions());
    command.addAll(loggingTo(name));
    command.add(ENTRYPOINTS + "taskexecutor.TaskManagerRunner");
    command.addAll(List.of("--configDir", conf().toString()));
    // So that metrics, logs and the web UI name the process as we do.
    command.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    memory.settings().forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    return start(name, command);
  }

  /** Runs Flink's command line ({@code flink ...}) in the current folder, and waits for it. */
  CommandResult runCommandLine(List<String> arguments) {
    List<String> command = java("client");
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j.configurationFile=" + conf().resolve("log4j-cli.properties"));
    command.add("org.apache.flink.client.cli.CliFrontend");
    command.addAll(arguments);
    return CommandResult.of(builder(command), folder.resolve("tmp"), onStart);
  }

  /** Flink's scripts read these from the configuration; the main classes themselves do not. */
  private List<String> java(String role) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FlinkDistribution.jvmOptions(settings, "env.java.opts.all"));
    command.addAll(FlinkDistribution.jvmOptions(settings, "env.java.opts." + role));
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    // Else each JVM leaves a file of statistics outside of our folder, for a while.
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", distribution.classPath()));
    return command;
  }

  private List<String> loggingTo(String name) {
    return List.of(
        "-Dlog.file=" + folder.resolve("log").resolve(name + ".log"),
        "-Dlog4j.configurationFile=" + conf().resolve("log4j.properties"));
  }

  private Process start(String name, List<String> command) {
    Path output = folder.resolve("log").resolve(name + ".out");
    try {
      Process process =
          builder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      onStart.accept(process);
      return process;
    } catch (IOException e) {
      throw new LocalClusterException("Can't start " + name + ": " + e.getMessage(), e);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FLINK_CONF_DIR", conf().toString());
    return builder;
  }

  private Path conf() {
    return folder.resolve("conf");
  }
}
