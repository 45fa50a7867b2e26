package io.millrace.runner.diff.source;

import io.millrace.runner.definition.OutputDefinition;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.MillraceException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the results of one side are. */
public sealed interface ResultSource permits FolderSource, TopicSource, TableSource, LiveSource {

  /**
   * Understands a side as the user names it: {@code kafka:TOPIC}, {@code postgres:TABLE}, {@code
   * live}, or else a folder.
   *
   * @throws MillraceException UNREADABLE if it is a folder that is not there
   */
  static ResultSource of(String reference) {
    if (reference.startsWith(TopicSource.PREFIX)) {
      return new TopicSource(reference.substring(TopicSource.PREFIX.length()));
    } else if (reference.startsWith(TableSource.PREFIX)) {
      return new TableSource(reference.substring(TableSource.PREFIX.length()));
    } else if (reference.equals(LiveSource.NAME)) {
      return new LiveSource();
    }
    return FolderSource.open(Path.of(reference));
  }

  /** As the user names it. */
  String name();

  /** How the run came about that wrote the results, if that is written beside them. */
  default Optional<Manifest> manifest() {
    return Optional.empty();
  }

  /** Whether it can't be read without an environment. */
  default boolean needsServices() {
    return true;
  }

  /** Whether it holds the results of one output only. */
  default boolean holdsOneOutput() {
    return false;
  }

  /** Whether the definition sends an output here; false if that can't be told. */
  default boolean isTargetOf(OutputDefinition output, LiveServices services) {
    return false;
  }

  /** Whether it keeps one row for each key of an output, rather than for each key and window. */
  default boolean keepsRowPerKey(OutputDefinition output) {
    return false;
  }

  /**
   * Hands on the results of an output that are there now, with all their revisions.
   *
   * @param services empty only if none are needed
   * @throws MillraceException if they can't be read, or are not the results of this output
   */
  void read(ComparedOutput output, Optional<LiveServices> services, Consumer<ResultRow> row);
}
