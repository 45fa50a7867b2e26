package io.millrace.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cluster}. Exit code 0 for success, 1 for a failure, 2 for wrong usage. */
@Command(
    name = "cluster",
    description = "A Kafka broker, PostgreSQL and a Flink cluster on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ClusterMain.Up.class,
      ClusterMain.Status.class,
      ClusterMain.Kill.class,
      ClusterMain.Flink.class,
      ClusterMain.Down.class
    })
public final class ClusterMain {
  private ClusterMain() {}

  public static void main(String[] arguments) {
    // Only for this program: whoever uses our classes configures logging as it likes.
    System.setProperty(
        "log4j2.configurationFile", "classpath:io/millrace/cluster/log4j.properties");
    System.exit(commandLine().execute(arguments));
  }

  private static CommandLine commandLine() {
    CommandLine line = new CommandLine(new ClusterMain());
    // What follows 'flink' is for Flink, whatever it looks like.
    line.getSubcommands()
        .get("flink")
        .setStopAtPositional(true)
        .setUnmatchedOptionsArePositionalParams(true);
    return line.setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command
                  .getErr()
                  .println(
                      failure instanceof LocalClusterException ? failure.getMessage() : failure);
              return CommandLine.ExitCode.SOFTWARE;
            })
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              failure.getCommandLine().getErr().println(failure.getMessage() + "; try --help");
              return CommandLine.ExitCode.USAGE;
            });
  }

  private abstract static class OnFolder implements Callable<Integer> {
    @Option(
        names = "--folder",
        paramLabel = "FOLDER",
        description = "Where the cluster is; one of this user by default.")
    private Path given;

    ClusterFolder folder() {
      return given == null
          ? ClusterFolder.byDefault()
          : new ClusterFolder(given.toAbsolutePath().normalize());
    }

    ClusterState running() {
      ClusterState state =
          folder()
              .read()
              .orElseThrow(
                  () -> new LocalClusterException("No cluster runs in " + folder().path()));
      if (state.holder().find().isEmpty()) {
        throw new LocalClusterException(
            "The cluster in "
                + folder().path()
                + " is gone (process "
                + state.holder().pid()
                + "); 'down' clears what it left");
      }
      if (!state.ready()) {
        throw new LocalClusterException("The cluster in " + folder().path() + " is starting");
      }
      return state;
    }
  }

  @Command(
      name = "up",
      description = "Starts the cluster, and holds it until Ctrl-C.",
      mixinStandardHelpOptions = true)
  static final class Up extends OnFolder {
    @Spec private CommandSpec command;

    @Option(names = "--task-managers", paramLabel = "N", defaultValue = "2")
    private int taskManagers;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "2", description = "Of each.")
    private int slots;

    @Option(names = "--detach", description = "Returns when the cluster has started.")
    private boolean detach;

    @Override
    public Integer call() throws InterruptedException {
      if (taskManagers < 1 || slots < 1) {
        throw new ParameterException(
            command.commandLine(), "--task-managers and --slots have to be 1 or more");
      }
      if (detach) {
        ClusterState state =
            new DetachedCluster(folder())
                .start(List.of("--task-managers", "" + taskManagers, "--slots", "" + slots));
        System.out.println(new StatusReport(state, null).addresses());
        return 0;
      }
      return hold();
    }

    private int hold() throws InterruptedException {
      FlinkOptions options =
          FlinkOptions.defaults().withTaskManagers(taskManagers).withSlots(slots);
      LocalCluster cluster = LocalCluster.start(folder().path(), options);
      // Runs on Ctrl-C and on SIGTERM, which 'down' sends.
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "cluster-down"));
      System.out.println(new StatusReport(cluster.state(), cluster.flink().rest()).addresses());
      System.out.println("Ctrl-C stops all of it.");
      new CountDownLatch(1).await();
      return 0;
    }
  }

  @Command(
      name = "status",
      description = "Shows addresses, processes, and where each subtask runs.",
      mixinStandardHelpOptions = true)
  static final class Status extends OnFolder {
    @Override
    public Integer call() {
      ClusterState state = running();
      StatusReport report = new StatusReport(state, new FlinkRest(URI.create(state.restUrl())));
      System.out.println(report.addresses() + "\n\n" + report.processes() + "\n\n" + report.jobs());
      return 0;
    }
  }

  @Command(
      name = "kill",
      description = "Kills a TaskManager with SIGKILL; another takes its place.",
      mixinStandardHelpOptions = true)
  static final class Kill extends OnFolder {
    @Parameters(paramLabel = "N", description = "Its number, as in taskmanager-N.")
    private int number;

    @Override
    public Integer call() {
      ClusterState state = running();
      String name = "taskmanager-" + number;
      ProcessIdentity identity = state.processes().get(name);
      ProcessHandle process =
          Optional.ofNullable(identity)
              .flatMap(ProcessIdentity::find)
              .orElseThrow(
                  () ->
                      new LocalClusterException(
                          "No process " + name + " runs, expected one of " + alive(state)));
      process.destroyForcibly();
      System.out.println("Killed " + name + " (process " + process.pid() + ")");
      return 0;
    }

    private static List<String> alive(ClusterState state) {
      return state.processes().entrySet().stream()
          .filter(entry -> entry.getKey().startsWith("taskmanager-"))
          .filter(entry -> entry.getValue().find().isPresent())
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }
  }

  @Command(
      name = "flink",
      description = "Runs Flink's own command line on the cluster, as in: flink run -d my.jar")
  static final class Flink extends OnFolder {
    @Parameters(paramLabel = "ARGUMENTS", description = "What Flink's 'flink' takes.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
      running();
      FlinkProcesses processes =
          new FlinkProcesses(
              LocalCluster.flinkFolder(folder().path()),
              FlinkDistribution.settings(),
              FlinkOptions.defaults(),
              process -> {});
      CommandResult result = processes.runCommandLine(arguments);
      System.out.println(result.output().strip());
      return result.exitCode() == 0 ? 0 : 1;
    }
  }

  @Command(
      name = "down",
      description = "Stops the cluster and deletes its files.",
      mixinStandardHelpOptions = true)
  static final class Down extends OnFolder {
    @Override
    public Integer call() {
      var state = folder().read();
      if (state.isEmpty()) {
        System.out.println("No cluster runs in " + folder().path());
        return 0;
      }
      new DetachedCluster(folder()).stop(state.get());
      System.out.println("Stopped; nothing is left of " + folder().path());
      return 0;
    }
  }
}
