package io.millrace.files.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is being looked at, from the first byte not yet taken. A stream that
 * fails ends for its readers, who find the failure afterwards.
 */
final class Window implements Closeable {
  private static final int INITIAL = 64 * 1024;

  private final InputStream source;
  private byte[] bytes = new byte[INITIAL];
  private int start;
  private int end;
  private boolean ended;
  private IOException failure;
  private long line = 1;

  Window(InputStream source) {
    this.source = source;
  }

  /** Why the stream ended before its end; null if it did not. */
  IOException failure() {
    return failure;
  }

  /** The line of the first byte, from 1. */
  long line() {
    return line;
  }

  /** How many bytes can be looked at now. */
  int length() {
    return end - start;
  }

  /** Reads on until so many bytes can be looked at; false if the stream ends before. */
  boolean has(int count) {
    while (end - start < count) {
      if (ended) {
        return false;
      }
      fill(count);
    }
    return true;
  }

  /** The byte at a distance from the first; {@link #has} has to be asked before. */
  byte at(int index) {
    return bytes[start + index];
  }

  /** The array in which the bytes stand, until the next call of {@link #has}. */
  byte[] array() {
    return bytes;
  }

  /** Where in {@link #array} the first byte stands. */
  int offset() {
    return start;
  }

  /** The first index from some index on that holds a byte; the length if none does. */
  int indexOf(byte wanted, int from, int limit) {
    int index = from;
    while (has(index + 1) && index < limit) {
      int stop = Math.min(limit, length());
      for (; index < stop; index++) {
        if (bytes[start + index] == wanted) {
          return index;
        }
      }
    }
    return index;
  }

  /** A copy of the first bytes. */
  byte[] copy(int count) {
    return Arrays.copyOfRange(bytes, start, start + count);
  }

  /** Passes over bytes that can be looked at. */
  void skip(int count) {
    for (int i = start; i < start + count; i++) {
      // A lone carriage return ends a line too.
      if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == end || bytes[i + 1] != '\n'))) {
        line++;
      }
    }
    start += count;
  }

  private void fill(int count) {
    if (start > 0 && start + count > bytes.length) {
      System.arraycopy(bytes, start, bytes, 0, end - start);
      end -= start;
      start = 0;
    }
    if (count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(count, 2 * bytes.length));
    }
    try {
      int got = source.read(bytes, end, bytes.length - end);
      if (got < 0) {
        ended = true;
      } else {
        end += got;
      }
    } catch (IOException damage) {
      failure = damage;
      ended = true;
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
