package io.millrace.files.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/**
 * A finished file: records of one partition, in their order, none left out.
 *
 * @param span from behind the record that its first follows, to behind its last
 */
record ArchiveFile(Path path, Span span) {
  private static final long TAIL_BYTES = 64 * 1024;

  /**
   * Reads the first records of a file and its last, to learn what it spans.
   *
   * @return null if it holds no record
   */
  static ArchiveFile of(Path path, String topic, int partition) throws IOException {
    try (ArchiveFileReader reader = new ArchiveFileReader(path)) {
      ArchivedRecord first = reader.next();
      if (first == null) {
        return null;
      }
      if (!first.getTopic().equals(topic) || first.getPartition() != partition) {
        throw reader.damaged(
            "it holds records of %s-%d".formatted(first.getTopic(), first.getPartition()));
      }
      ArchivedRecord last = null;
      for (long tail = TAIL_BYTES; last == null; tail *= 2) {
        reader.toBlockBehind(Math.max(0, reader.length() - tail));
        for (ArchivedRecord next = reader.next(); next != null; next = reader.next()) {
          last = next;
        }
      }
      return new ArchiveFile(path, new Span(first.getFollows(), last.getOffset() + 1));
    }
  }
}
