package io.millrace.files.archive;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.raw.ArchivedRecords;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** Reads one range, merged by offset over the files that hold records of it. */
final class ArchivedRange implements Closeable {
  private final PartitionRange range;
  private final Deque<ArchiveFile> files;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparingLong(head -> head.record.getOffset()));
  private long reached;
  private ArchivedRecord next;

  /** A file that is being read. */
  private static final class Head {
    final ArchiveFileReader reader;
    final Span span;
    ArchivedRecord record;
    long reached;

    Head(ArchiveFile file) throws IOException {
      reader = new ArchiveFileReader(file.path());
      span = file.span();
      reached = span.start();
    }

    /** Goes to the next record; says whether there is one. */
    boolean advance() throws IOException {
      record = reader.next();
      long from = record == null ? span.end() : record.getFollows();
      if (from > reached) {
        throw reader.damaged("it lacks the offsets " + new Span(reached, from));
      }
      if (record == null) {
        return false;
      } else if (record.getOffset() < reached || record.getOffset() >= span.end()) {
        throw reader.damaged("offset %d is out of order".formatted(record.getOffset()));
      }
      reached = record.getOffset() + 1;
      return true;
    }
  }

  private ArchivedRange(PartitionRange range, List<ArchiveFile> files) {
    this.range = range;
    this.files = new ArrayDeque<>(files);
    this.reached = range.start();
  }

  /**
   * Opens a range.
   *
   * @throws MillraceException OUT_OF_RANGE if the archive does not have all of it
   */
  static ArchivedRange open(String path, PartitionRange range) throws IOException {
    PartitionFolder folder = new PartitionFolder(path, range.topic(), range.partition());
    List<ArchiveFile> files = folder.files(new Span(range.start(), range.end()));
    return open(path, range, files, PartitionFolder.spans(files, folder.empty()));
  }

  /**
   * Opens a range of which it is known what there is.
   *
   * @param files in the order of their starts
   * @param spans what they, and notes, have everything of
   * @throws MillraceException OUT_OF_RANGE if that is not all of it
   */
  static ArchivedRange open(
      String path, PartitionRange range, List<ArchiveFile> files, List<Span> spans)
      throws IOException {
    Span wanted = new Span(range.start(), range.end());
    List<Span> holes = wanted.without(spans);
    if (!holes.isEmpty()) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "the archive %s lacks of the offsets %s of %s these: %s; expected a range that it covers, or an archive of the rest"
              .formatted(
                  path,
                  wanted,
                  range.splitId(),
                  holes.stream().map(Span::toString).collect(Collectors.joining(", "))));
    }
    ArchivedRange opened =
        new ArchivedRange(
            range,
            files.stream()
                .filter(file -> file.span().end() > range.start())
                .filter(file -> file.span().start() < range.end())
                .toList());
    try {
      opened.next = opened.advance();
      return opened;
    } catch (IOException | RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  boolean isOver() {
    return next == null;
  }

  RawRecord next() throws IOException {
    if (next == null) {
      return null;
    }
    RawRecord raw = ArchivedRecords.raw(next);
    next = advance();
    return raw;
  }

  private ArchivedRecord advance() throws IOException {
    while (true) {
      openUpTo(heads.isEmpty() ? Long.MAX_VALUE : heads.peek().record.getOffset());
      Head head = heads.poll();
      if (head == null || head.record.getOffset() >= range.end()) {
        if (head != null) {
          heads.add(head); // to be closed
        }
        return null;
      }
      ArchivedRecord record = head.record;
      if (head.advance()) {
        heads.add(head);
      } else {
        head.reader.close();
      }
      if (record.getOffset() >= reached) {
        reached = record.getOffset() + 1;
        return record;
      }
    }
  }

  /** Opens the files that may hold a record before an offset, or the next one if none is open. */
  private void openUpTo(long offset) throws IOException {
    while (!files.isEmpty() && (heads.isEmpty() || files.peek().span().start() <= offset)) {
      Head head = new Head(files.poll());
      if (head.advance()) {
        heads.add(head);
        offset = Math.min(offset, head.record.getOffset());
      } else {
        head.reader.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Head head : heads) {
      head.reader.close();
    }
  }
}
