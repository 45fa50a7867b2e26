package io.millrace.files.reading;

import java.io.IOException;
import java.util.Arrays;

/** Cuts an Avro object container file into blocks. */
final class AvroContainerBlocks {
  /** Writers make blocks of some 64 KiB; beyond this many bytes a length is taken for damage. */
  private static final int LIMIT = 64 * 1024 * 1024;

  private final Window window;
  private final AvroContainerHeader header;
  private int index;

  /**
   * One block.
   *
   * @param bytes its records; as they stand in the file, where it is wrong
   * @param count of its records
   * @param complete whether its end was seen
   * @param wrong why it can't be read; null if it can
   */
  record Block(byte[] bytes, long count, boolean complete, String wrong) {}

  AvroContainerBlocks(Window window, AvroContainerHeader header) {
    this.window = window;
    this.header = header;
  }

  /** The next block; null at the end. */
  Block next() {
    if (!window.has(1)) {
      return null;
    }
    index = 0;
    long count = number();
    long size = number();
    if (index < 0 || count < 0 || size < 0 || size > LIMIT) {
      return damaged("its lengths are wrong");
    }
    int start = index;
    int end = start + (int) size;
    if (!window.has(end + AvroContainerHeader.SYNC) || !isSync(end)) {
      return damaged("no sync marker follows it");
    }
    byte[] block =
        Arrays.copyOfRange(window.array(), window.offset() + start, window.offset() + end);
    byte[] whole = window.copy(end);
    window.skip(end + AvroContainerHeader.SYNC);
    try {
      byte[] records = header.codec().decompress(block);
      // No record without a byte: a block that claims more of them is no block.
      return count > records.length && records.length > 0
          ? wrong(whole, "it claims more records than it has bytes", true)
          : new Block(records, count, true, null);
    } catch (IOException | RuntimeException damage) {
      return wrong(whole, String.valueOf(damage.getMessage()), true);
    }
  }

  /** All up to the next sync marker, or to the end. */
  private Block damaged(String reason) {
    int at = 1;
    while (at < LIMIT && window.has(at + AvroContainerHeader.SYNC) && !isSync(at)) {
      at++;
    }
    boolean found = window.has(at + AvroContainerHeader.SYNC) && isSync(at);
    int length = found || at >= LIMIT ? at : window.length();
    byte[] bytes = window.copy(length);
    window.skip(length);
    if (found) {
      window.skip(AvroContainerHeader.SYNC);
    }
    return wrong(bytes, reason, found);
  }

  private static Block wrong(byte[] bytes, String reason, boolean complete) {
    return new Block(bytes, 0, complete, "a block of the Avro file can't be read: " + reason);
  }

  private boolean isSync(int at) {
    int from = window.offset() + at;
    return Arrays.equals(
        window.array(),
        from,
        from + AvroContainerHeader.SYNC,
        header.sync(),
        0,
        AvroContainerHeader.SYNC);
  }

  /** A number in Avro's variable length; leaves the index negative where none stands. */
  private long number() {
    long bits = 0;
    for (int shift = 0; shift < 70 && index >= 0 && window.has(index + 1); shift += 7) {
      byte part = window.at(index++);
      bits |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    index = Integer.MIN_VALUE;
    return -1;
  }
}
