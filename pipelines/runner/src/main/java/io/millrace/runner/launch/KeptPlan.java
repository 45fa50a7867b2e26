package io.millrace.runner.launch;

import io.millrace.runner.definition.Definition;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sql.SqlPipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The plan of a pipeline of SELECTs, kept beside the state of its deployment. A later release of
 * Flink may plan the same SELECTs otherwise, and would then not find their state again: the plan
 * that was kept is used for as long as the SELECTs, schemas and keys are those that it was made of.
 */
final class KeptPlan {
  private final Optional<Path> file;

  KeptPlan(StateFolder folder) {
    this.file = folder.plan();
  }

  /**
   * The definition with the plan that was kept, if it has one.
   *
   * @throws MillraceException UNREADABLE if there is a plan that can't be read or used
   */
  Definition restore(Definition definition) {
    if (!(definition.pipeline() instanceof SqlPipeline sql) || file.isEmpty()) {
      return definition;
    }
    try {
      FileSystem files = file.get().getFileSystem();
      if (!files.exists(file.get())) {
        return definition;
      }
      try (FSDataInputStream in = files.open(file.get())) {
        return definition.with(sql.withPlan(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (MillraceException damaged) {
        throw new MillraceException(
            ErrorCode.UNREADABLE,
            "The plan in "
                + file.get()
                + " can't be read: "
                + damaged.getMessage()
                + "; if it is deleted, the SELECTs are planned anew",
            damaged);
      }
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, "The plan in " + file.get() + " can't be read", failure);
    }
  }

  /**
   * Keeps the plan of a definition whose job has been started.
   *
   * @throws MillraceException UNWRITABLE if it can't be written
   */
  void keep(Definition definition) {
    if (!(definition.pipeline() instanceof SqlPipeline sql) || file.isEmpty()) {
      return;
    }
    // Beside it first: half a plan would keep the deployment from starting again.
    Path whole = file.get().suffix(".new");
    try {
      FileSystem files = whole.getFileSystem();
      try (OutputStream out = files.create(whole, FileSystem.WriteMode.OVERWRITE)) {
        out.write(sql.plan().getBytes(StandardCharsets.UTF_8));
      }
      files.delete(file.get(), false);
      files.rename(whole, file.get());
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, "The plan can't be written to " + file.get(), failure);
    }
  }
}
