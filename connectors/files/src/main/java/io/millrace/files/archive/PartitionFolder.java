package io.millrace.files.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** What an archive has of one partition. */
final class PartitionFolder {
  /** What the names of finished files end with. */
  static final String SUFFIX = ".avro";

  private static final long BLOCK = 1_000_000;
  private static final Pattern BLOCK_NAME = Pattern.compile("[0-9]{20}");
  private static final Pattern EMPTY_NAME = Pattern.compile("([0-9]{1,19})-([0-9]{1,19})\\.empty");

  private final Path folder;
  private final String topic;
  private final int partition;

  PartitionFolder(String archive, String topic, int partition) {
    this.folder = new Path(new Path(archive, topic), Integer.toString(partition));
    this.topic = topic;
    this.partition = partition;
  }

  /** The first offset of the block of an offset. */
  static long block(long offset) {
    return offset - offset % BLOCK;
  }

  /** The name of the folder of a block. */
  static String name(long block) {
    return "%020d".formatted(block);
  }

  /** Files that may say something of some offsets, by what they span. */
  List<ArchiveFile> files(Span wanted) throws IOException {
    List<Long> blocks = blocks().sorted().toList();
    List<ArchiveFile> files = new ArrayList<>();
    for (long block : blocks) {
      if (block + BLOCK > wanted.start()) {
        for (Path path : finished(new Path(folder, name(block)))) {
          ArchiveFile file = ArchiveFile.of(path, topic, partition);
          if (file != null) {
            files.add(file);
          }
        }
        if (block >= wanted.end()) {
          // Its first record says that there is none before it; no later one can say more.
          break;
        }
      }
    }
    files.sort(Comparator.comparingLong(file -> file.span().start()));
    return files;
  }

  /** Offsets that are known to hold no record, beside those that files tell of. */
  List<Span> empty() throws IOException {
    return list(folder).stream()
        .map(status -> EMPTY_NAME.matcher(status.getPath().getName()))
        .filter(Matcher::matches)
        .map(name -> new Span(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
        .toList();
  }

  /** Notes that offsets hold no record. */
  void addEmpty(Span span) throws IOException {
    Path file = new Path(folder, span.start() + "-" + span.end() + ".empty");
    folder.getFileSystem().create(file, WriteMode.OVERWRITE).close();
  }

  /** The offsets of which files and notes together have everything. */
  static List<Span> spans(List<ArchiveFile> files, List<Span> empty) {
    return Span.merged(
        Stream.concat(files.stream().map(ArchiveFile::span), empty.stream()).toList());
  }

  private Stream<Long> blocks() throws IOException {
    return list(folder).stream()
        .filter(FileStatus::isDir)
        .map(status -> status.getPath().getName())
        .filter(name -> BLOCK_NAME.matcher(name).matches())
        .map(Long::valueOf);
  }

  /** Names of files that are still written begin with a dot. */
  private static List<Path> finished(Path block) throws IOException {
    return list(block).stream()
        .map(FileStatus::getPath)
        .filter(path -> path.getName().endsWith(SUFFIX) && !path.getName().startsWith("."))
        .toList();
  }

  /** What is in a folder; nothing if there is none. */
  static List<FileStatus> list(Path folder) throws IOException {
    while (true) {
      try {
        FileStatus[] found = folder.getFileSystem().listStatus(folder);
        return found == null ? List.of() : List.of(found);
      } catch (FileNotFoundException gone) {
        // Also said where a file got its final name between being found and being looked at.
        if (!folder.getFileSystem().exists(folder)) {
          return List.of();
        }
      }
    }
  }
}
