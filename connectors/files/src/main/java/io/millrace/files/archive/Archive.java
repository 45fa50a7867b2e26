package io.millrace.files.archive;

import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What an archive has, and what it is told beside the records. */
public final class Archive {
  private static final Span EVERYTHING = new Span(0, Long.MAX_VALUE);

  private Archive() {}

  /**
   * Of which offsets an archive has all records, by partition: spans in their order, with a hole
   * between any two. Reads the beginning and the end of each file.
   *
   * @param path of the archive
   * @return nothing for a topic that was never archived
   * @throws MillraceException DAMAGED if a file is not as it was written
   * @throws IOException if the files can't be read
   */
  public static SortedMap<Integer, List<Span>> coverage(String path, String topic)
      throws IOException {
    SortedMap<Integer, List<Span>> coverage = new TreeMap<>();
    for (FileStatus status : PartitionFolder.list(new Path(path, topic))) {
      String name = status.getPath().getName();
      if (status.isDir() && name.matches("[0-9]{1,9}")) {
        int partition = Integer.parseInt(name);
        PartitionFolder folder = new PartitionFolder(path, topic, partition);
        coverage.put(partition, PartitionFolder.spans(folder.files(EVERYTHING), folder.empty()));
      }
    }
    return coverage;
  }

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
