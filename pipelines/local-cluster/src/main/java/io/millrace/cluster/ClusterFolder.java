package io.millrace.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a local cluster, in which its state, data and logs are; of one owner, mode 700.
 *
 * @param path where it is
 */
record ClusterFolder(Path path) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The one that is meant when none is named: one cluster a user. */
  static ClusterFolder byDefault() {
    return new ClusterFolder(
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "millrace-cluster-" + System.getProperty("user.name")));
  }

  private Path stateFile() {
    return path.resolve("cluster.json");
  }

  /** What the standard output and error of a detached cluster go to. */
  Path log() {
    return path.resolve("cluster.log");
  }

  /** Creates the folder, or clears what a cluster that is gone has left in it. */
  void prepare() {
    read()
        .ifPresent(
            state -> {
              if (state.holder().find().isPresent()) {
                throw alreadyRuns(state);
              }
              clear(state);
            });
    Folders.create(path);
    try (Stream<Path> files = Files.list(path)) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      if (!mode.equals("rwx------")) {
        throw new LocalClusterException(
            "Folder " + path + " has mode " + mode + ", expected rwx------: it holds passwords");
      }
      if (files.anyMatch(file -> !file.equals(log()))) {
        throw new LocalClusterException(
            "Folder " + path + " is not empty and holds no cluster: name another");
      }
    } catch (IOException e) {
      throw new LocalClusterException("Can't use folder " + path + ": " + e.getMessage(), e);
    }
  }

  private LocalClusterException alreadyRuns(ClusterState state) {
    return new LocalClusterException(
        "A cluster runs already in " + path + " (process " + state.holder().pid() + ")");
  }

  /** Takes the folder for the cluster of this process. */
  void claim() {
    try {
      Files.write(
          stateFile(),
          JSON.writeValueAsBytes(ClusterState.starting()),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw alreadyRuns(read().orElseGet(ClusterState::starting));
    } catch (IOException e) {
      throw new LocalClusterException("Can't write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the state, at once. */
  void write(ClusterState state) {
    try {
      Path next = path.resolve("cluster.json.next");
      Files.write(next, JSON.writeValueAsBytes(state));
      Files.move(next, stateFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalClusterException("Can't write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** The state of the cluster in this folder, whose processes may be gone; empty if none. */
  Optional<ClusterState> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(stateFile()), ClusterState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LocalClusterException(
          "Can't read " + stateFile() + ": " + e.getMessage() + "; delete the folder by hand", e);
    }
  }

  /** Kills what is left of a cluster whose holder is gone, and deletes the folder. */
  void clear(ClusterState state) {
    state
        .processes()
        .values()
        .forEach(
            identity ->
                identity
                    .find()
                    .ifPresent(
                        process -> {
                          process.destroyForcibly();
                          process.onExit().join();
                        }));
    Folders.delete(path);
  }
}
