package io.millrace.files.reading;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip data (RFC 1952) of one or many members. Unlike the JDK's stream it takes whatever
 * follows a member for a member, so that damage is never taken for the end of the data, and gives
 * out all that could be read before the damage.
 */
final class GzipMembersStream extends InputStream {
  private static final int CHUNK = 64 * 1024;

  private final InputStream source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[CHUNK];
  private int position;
  private int limit;
  private boolean inMember;
  private IOException failure;

  GzipMembersStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (failure == null) {
      try {
        if (!inMember && !beginMember()) {
          return -1;
        }
        int count = inflate(target, offset, length);
        if (count > 0) {
          return count;
        }
      } catch (IOException damage) {
        failure = damage;
      }
    }
    throw failure;
  }

  /** Inflates what it can; 0 at the end of a member. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    while (true) {
      long before = inflater.getBytesWritten();
      int count;
      try {
        count = inflater.inflate(target, offset, length);
      } catch (DataFormatException wrong) {
        // Some bytes may have come out before the wrong one.
        count = (int) (inflater.getBytesWritten() - before);
        failure = new ZipException("gzip data is damaged: " + wrong.getMessage());
        if (count == 0) {
          throw failure;
        }
      }
      position = limit - inflater.getRemaining();
      if (count > 0) {
        checksum.update(target, offset, count);
        return count;
      } else if (inflater.finished()) {
        endMember();
        return 0;
      } else if (inflater.needsDictionary()) {
        throw new ZipException("gzip data is damaged: it asks for a dictionary");
      }
      fill();
      inflater.setInput(input, position, limit - position);
    }
  }

  private boolean beginMember() throws IOException {
    if (position == limit && !tryFill()) {
      return false;
    }
    if (next() != 0x1F || next() != 0x8B || next() != 8) {
      throw new ZipException("gzip data is followed by something else");
    }
    int flags = next();
    skip(6);
    if ((flags & 4) != 0) {
      skip(next() | next() << 8);
    }
    for (int text = 8; text <= 16; text *= 2) {
      while ((flags & text) != 0 && next() != 0) {
        // The name of the file, or a comment: up to a zero.
      }
    }
    skip((flags & 2) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(input, position, limit - position);
    checksum.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    inMember = false;
    long expected = next32();
    long length = next32();
    if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("gzip data is damaged: its checksum is wrong");
    }
  }

  private long next32() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return input[position++] & 0xFF;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException("gzip data ends early");
    }
  }

  private boolean tryFill() throws IOException {
    position = 0;
    limit = Math.max(0, source.read(input, 0, input.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
