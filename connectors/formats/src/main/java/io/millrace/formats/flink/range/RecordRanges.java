package io.millrace.formats.flink.range;

import io.millrace.formats.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Where the records of ranges are read from: a broker, an archive. It travels with the job. */
public interface RecordRanges extends Serializable {

  /**
   * Begins to read.
   *
   * @param ranges none of them empty
   * @param client a name for logs of brokers
   * @param arrived called, by whichever thread, after something has come or ended that {@link
   *     Opened} did not have before
   */
  Opened open(List<PartitionRange> ranges, String client, Runnable arrived) throws IOException;

  /** Ranges that are being read, by one thread. */
  interface Opened extends Closeable {

    /**
     * The next record of a range, in the order of its offsets.
     *
     * @param range its place in the list
     * @return null if there is none at present
     * @throws IOException if the records can't be read, or are not there any more
     */
    RawRecord next(int range) throws IOException;

    /** Whether a range has given all its records. */
    boolean isOver(int range);
  }
}
