package io.millrace.runner.launch;

import io.millrace.runner.environment.Environment;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Where a deployment keeps its checkpoints and savepoints: {@code STATE/NAME/GENERATION/...}. */
public final class StateFolder {
  private static final String METADATA = "_metadata";
  private static final String DRAINED = "_drained";

  private final Optional<Path> folder;

  /** The folder of one generation. */
  public StateFolder(Environment.Deployment deployment) {
    this.folder =
        deployment
            .state()
            .map(
                state ->
                    new Path(
                        new Path(absolute(state), deployment.name()),
                        String.valueOf(deployment.generation())));
  }

  private static Path absolute(String state) {
    return state.contains(":/")
        ? new Path(state)
        : new Path(java.nio.file.Path.of(state).toAbsolutePath().toUri());
  }

  /** The file of the plan of a pipeline of SELECTs; empty if the folder is the cluster's. */
  Optional<Path> plan() {
    return folder.map(path -> new Path(path, "plan.json"));
  }

  /** The folder of checkpoints; empty if it is the cluster's. */
  Optional<String> checkpoints() {
    return folder.map(path -> new Path(path, "checkpoints").toString());
  }

  /** The folder of savepoints; empty if it is the cluster's. */
  Optional<String> savepoints() {
    return folder.map(path -> new Path(path, "savepoints").toString());
  }

  /**
   * The newest savepoint or checkpoint; empty if there is none, or the folder is the cluster's.
   *
   * @throws MillraceException if the folder can't be read, or the deployment was drained: for its
   *     state all time is over, and every further event would be late
   */
  public Optional<String> latest() {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<FileStatus> complete = new ArrayList<>();
      FileSystem files = folder.get().getFileSystem();
      // savepoints/savepoint-X, but checkpoints/JOB/chk-N.
      collect(files, new Path(folder.get(), "savepoints"), 1, complete);
      collect(files, new Path(folder.get(), "checkpoints"), 2, complete);
      Optional<Path> latest =
          complete.stream()
              .max(Comparator.comparingLong(FileStatus::getModificationTime))
              .map(metadata -> metadata.getPath().getParent());
      if (latest.isPresent() && files.exists(new Path(latest.get(), DRAINED))) {
        throw new MillraceException(
            ErrorCode.CONFLICT,
            "The deployment was drained: nothing can go on from "
                + latest.get()
                + "; expected a higher deployment.generation to start anew, or --from-savepoint");
      }
      return latest.map(Path::toString);
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "The state of the deployment in "
              + folder.get()
              + " can't be read: "
              + failure.getMessage(),
          failure);
    }
  }

  /**
   * Remembers that nothing can go on from a savepoint.
   *
   * @param savepoint as Flink names it; one that can't be reached from here stays as it is
   */
  static void markDrained(String savepoint) {
    try {
      Path mark = new Path(savepoint, DRAINED);
      mark.getFileSystem().create(mark, FileSystem.WriteMode.OVERWRITE).close();
    } catch (IOException outOfReach) {
      // The folder of a cluster elsewhere: no deployment looks there by itself.
    }
  }

  /**
   * @throws MillraceException if there is no savepoint or checkpoint at a path
   */
  static void requireComplete(String path) {
    Path folder = absolute(path);
    try {
      FileSystem files = folder.getFileSystem();
      if (!files.exists(new Path(folder, METADATA)) && !folder.getName().equals(METADATA)) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            "--from-savepoint " + path + ": no savepoint or checkpoint there");
      }
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "--from-savepoint " + path + " can't be read: " + failure.getMessage(),
          failure);
    }
  }

  /** Entries of a folder, or of its folders, that hold a complete savepoint or checkpoint. */
  private static void collect(FileSystem files, Path path, int depth, List<FileStatus> complete)
      throws IOException {
    if (!files.exists(path)) {
      return;
    }
    for (FileStatus entry : files.listStatus(path)) {
      Path metadata = new Path(entry.getPath(), METADATA);
      if (depth > 1) {
        collect(files, entry.getPath(), depth - 1, complete);
      } else if (entry.isDir() && files.exists(metadata)) {
        complete.add(files.getFileStatus(metadata));
      }
    }
  }
}
