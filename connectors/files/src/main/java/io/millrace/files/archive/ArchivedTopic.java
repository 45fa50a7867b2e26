package io.millrace.files.archive;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * What an archive has of one topic when it is opened. What each file spans is read then, once: a
 * look at records opens only the files that hold them.
 */
public final class ArchivedTopic {
  private static final Span EVERYTHING = new Span(0, Long.MAX_VALUE);

  private final String path;
  private final SortedMap<Integer, Partition> partitions;

  private record Partition(List<ArchiveFile> files, List<Span> spans) {}

  private ArchivedTopic(String path, SortedMap<Integer, Partition> partitions) {
    this.path = path;
    this.partitions = partitions;
  }

  /**
   * Opens a topic; one that was never archived has no partition. Reads the beginning and the end of
   * each file, and keeps none open.
   *
   * @param path of the archive
   * @throws MillraceException DAMAGED if a file is not as it was written
   * @throws IOException if the files can't be read
   */
  public static ArchivedTopic open(String path, String topic) throws IOException {
    SortedMap<Integer, Partition> partitions = new TreeMap<>();
    for (FileStatus status : PartitionFolder.list(new Path(path, topic))) {
      String name = status.getPath().getName();
      if (status.isDir() && name.matches("[0-9]{1,9}")) {
        int partition = Integer.parseInt(name);
        PartitionFolder folder = new PartitionFolder(path, topic, partition);
        List<ArchiveFile> files = folder.files(EVERYTHING);
        List<Span> spans = PartitionFolder.spans(files, folder.empty());
        partitions.put(partition, new Partition(files, spans));
      }
    }
    return new ArchivedTopic(path, partitions);
  }

  /** Of the archive. */
  public String path() {
    return path;
  }

  /**
   * Of which offsets it has all records, by partition: spans in their order, with a hole between
   * any two.
   */
  public SortedMap<Integer, List<Span>> coverage() {
    SortedMap<Integer, List<Span>> coverage = new TreeMap<>();
    partitions.forEach((partition, held) -> coverage.put(partition, held.spans()));
    return coverage;
  }

  /**
   * The first records of a range.
   *
   * @param count of how many; fewer if the range has fewer
   * @throws MillraceException OUT_OF_RANGE if it does not have all of the range, DAMAGED if a file
   *     is not as it was written
   * @throws IOException if the files can't be read
   */
  public List<RawRecord> first(PartitionRange range, int count) throws IOException {
    Partition held =
        Optional.ofNullable(partitions.get(range.partition()))
            .orElse(new Partition(List.of(), List.of()));
    List<RawRecord> found = new ArrayList<>();
    try (ArchivedRange opened = ArchivedRange.open(path, range, held.files(), held.spans())) {
      while (found.size() < count && !opened.isOver()) {
        found.add(opened.next());
      }
      return found;
    }
  }
}
