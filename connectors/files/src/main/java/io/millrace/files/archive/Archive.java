package io.millrace.files.archive;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.List;

/** What an archive is told beside the records. */
public final class Archive {
  private Archive() {}

  /**
   * Notes where ranges begin or end with offsets that hold no record, which no record can tell. To
   * be called by whoever has read those ranges to their ends, when all of them are in the archive.
   *
   * @throws MillraceException INTERNAL if the archive lacks more than the ends of a range: then
   *     records are missing
   * @throws IOException if the archive can't be read or written
   */
  public static void conclude(String path, List<PartitionRange> archived) throws IOException {
    for (PartitionRange range : archived) {
      PartitionFolder folder = new PartitionFolder(path, range.topic(), range.partition());
      Span span = new Span(range.start(), range.end());
      for (Span hole : span.without(PartitionFolder.spans(folder.files(span), folder.empty()))) {
        if (hole.start() != range.start() && hole.end() != range.end()) {
          throw new MillraceException(
              ErrorCode.INTERNAL,
              "%s: the archive lacks the offsets %s of the range %s that was archived"
                  .formatted(range.splitId(), hole, span));
        }
        folder.addEmpty(hole);
      }
    }
  }
}
