package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops a cluster that another process holds. */
final class DetachedCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ClusterFolder folder;

  DetachedCluster(ClusterFolder folder) {
    this.folder = folder;
  }

  /** Starts {@code up} in a process that outlives this one, and waits until it is ready. */
  ClusterState start(List<String> arguments) {
    folder.prepare();
    Process holder = launch(arguments);
    while (holder.isAlive()) {
      Optional<ClusterState> state = folder.read().filter(ClusterState::ready);
      if (state.isPresent()) {
        return state.get();
      }
      Pause.briefly();
    }
    String said = LogTail.of(folder.log());
    Folders.delete(folder.path());
    throw new LocalClusterException("The cluster did not start: " + said);
  }

  private Process launch(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // Out of the session of the terminal, whose end would end it.
      command.add("/usr/bin/setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ClusterMain.class.getName(), "up", "--folder"));
    command.add(folder.path().toString());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectErrorStream(true)
          .redirectOutput(folder.log().toFile())
          .start();
    } catch (IOException e) {
      throw new LocalClusterException("Can't start the cluster: " + e.getMessage(), e);
    }
  }

  /** Stops a cluster, in whatever state it is, and waits until nothing of it is left. */
  void stop(ClusterState state) {
    state.holder().find().ifPresent(ProcessHandle::destroy);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (state.holder().find().isPresent() || Files.exists(folder.path())) {
      if (Instant.now().isAfter(deadline)) {
        // What it leaves is cleared below.
        state.holder().find().ifPresent(ProcessHandle::destroyForcibly);
      }
      if (state.holder().find().isEmpty()) {
        folder.clear(state);
      }
      Pause.briefly();
    }
  }
}
