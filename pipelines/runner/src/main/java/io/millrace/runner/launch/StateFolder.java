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
final class StateFolder {
  private static final String METADATA = "_metadata";

  private final Optional<Path> folder;

  StateFolder(Environment.Deployment deployment) {
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
   * @throws MillraceException if the folder can't be read
   */
  Optional<String> latest() {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<FileStatus> complete = new ArrayList<>();
      FileSystem files = folder.get().getFileSystem();
      // A savepoint is two levels down, a checkpoint three: checkpoints/JOB/chk-N.
      collect(files, new Path(folder.get(), "savepoints"), 1, complete);
      collect(files, new Path(folder.get(), "checkpoints"), 2, complete);
      return complete.stream()
          .max(Comparator.comparingLong(FileStatus::getModificationTime))
          .map(metadata -> metadata.getPath().getParent().toString());
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
