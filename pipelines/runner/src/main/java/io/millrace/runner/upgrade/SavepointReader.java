package io.millrace.runner.upgrade;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/** Reads what a savepoint or checkpoint says of itself; none of the state's content. */
final class SavepointReader {
  private final String path;
  private final ClassLoader loader;

  private SavepointReader(String path, ClassLoader loader) {
    this.path = path;
    this.loader = loader;
  }

  /**
   * The operators of a savepoint or checkpoint.
   *
   * @param path its folder, or its file {@code _metadata}
   * @param loader of the classes of states
   * @throws MillraceException UNREADABLE if there is none at the path, or it is of a kind whose
   *     states can't be told
   */
  static Map<OperatorID, StoredStage> read(String path, ClassLoader loader) {
    return new SavepointReader(path, loader).read();
  }

  private Map<OperatorID, StoredStage> read() {
    Map<OperatorID, StoredStage> stages = new LinkedHashMap<>();
    for (OperatorState operator : metadata().getOperatorStates()) {
      stages.put(operator.getOperatorID(), stage(operator));
    }
    return stages;
  }

  private CheckpointMetadata metadata() {
    try {
      CompletedCheckpointStorageLocation location =
          AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
      try (DataInputStream stream =
          new DataInputStream(location.getMetadataHandle().openInputStream())) {
        return Checkpoints.loadCheckpointMetadata(stream, loader, location.getExternalPointer());
      }
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "savepoint "
              + path
              + " can't be read from here: "
              + failure.getMessage()
              + "; expected the path of a savepoint or checkpoint, with its scheme if it is not on"
              + " this machine",
          failure);
    }
  }

  private StoredStage stage(OperatorState operator) {
    String name =
        operator
            .getOperatorUid()
            .or(operator::getOperatorName)
            .map(JobStage::readable)
            .orElse(operator.getOperatorID().toHexString());
    StateHeaders headers = new StateHeaders(loader);
    Optional<String> unreadable = Optional.empty();
    try {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        headers.read(subtask);
      }
    } catch (IOException failure) {
      unreadable = Optional.of(reason(failure));
    }
    return new StoredStage(
        operator.getOperatorID(),
        name,
        operator.getMaxParallelism(),
        operator.getCoordinatorState() != null
            || operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState),
        headers.key(),
        headers.states(),
        unreadable);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    return root instanceof ClassNotFoundException
        ? "its state is of class " + root.getMessage() + ", which is not there"
        : String.valueOf(root.getMessage());
  }
}
