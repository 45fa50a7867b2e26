package io.millrace.files.archive;

import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Ranges that are read from an archive, each offset once however many files hold it. A range of
 * which the archive does not have everything is refused before its first record; no restart mends
 * that, so it fails the job for good.
 */
public final class ArchiveRanges implements RecordRanges {
  private static final long serialVersionUID = 1L;

  private final String path;

  /** Ranges of the archive in a folder, on any file system that Flink knows. */
  public ArchiveRanges(String path) {
    this.path = path;
  }

  @Override
  public Opened open(List<PartitionRange> ranges, String client, Runnable arrived)
      throws IOException {
    OpenRanges opened = new OpenRanges();
    try {
      for (PartitionRange range : ranges) {
        opened.ranges.add(ArchivedRange.open(path, range));
      }
      return opened;
    } catch (MillraceException refused) {
      opened.close();
      throw new SuppressRestartsException(refused);
    } catch (IOException | RuntimeException refused) {
      opened.close();
      throw refused;
    }
  }

  /** Reads as it is asked: nothing arrives by itself. */
  private static final class OpenRanges implements Opened {
    private final List<ArchivedRange> ranges = new ArrayList<>();

    @Override
    public RawRecord next(int range) throws IOException {
      try {
        return ranges.get(range).next();
      } catch (MillraceException refused) {
        throw new SuppressRestartsException(refused);
      }
    }

    @Override
    public boolean isOver(int range) {
      return ranges.get(range).isOver();
    }

    @Override
    public void close() throws IOException {
      for (ArchivedRange range : ranges) {
        range.close();
      }
    }
  }
}
