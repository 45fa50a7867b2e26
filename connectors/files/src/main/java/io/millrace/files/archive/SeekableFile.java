package io.millrace.files.archive;

import java.io.IOException;
import org.apache.avro.file.SeekableInput;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** A file of any file system, for Avro, which at times reads byte by byte: hence the buffer. */
final class SeekableFile implements SeekableInput {
  private final FSDataInputStream in;
  private final long length;
  private final byte[] buffer = new byte[64 * 1024];
  private long bufferStart;
  private int buffered;
  private long position;
  private IOException failure;

  private SeekableFile(FSDataInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  static SeekableFile open(Path path) throws IOException {
    FileStatus status = path.getFileSystem().getFileStatus(path);
    return new SeekableFile(path.getFileSystem().open(path), status.getLen());
  }

  @Override
  public void seek(long to) {
    position = to;
  }

  @Override
  public long tell() {
    return position;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (position < bufferStart || position >= bufferStart + buffered) {
      fill();
    }
    if (buffered == 0) {
      return -1;
    }
    int from = (int) (position - bufferStart);
    int read = Math.min(count, buffered - from);
    System.arraycopy(buffer, from, target, offset, read);
    position += read;
    return read;
  }

  private void fill() throws IOException {
    buffered = 0;
    try {
      if (in.getPos() != position) {
        in.seek(position);
      }
      bufferStart = position;
      buffered = Math.max(0, in.read(buffer, 0, buffer.length));
    } catch (IOException unreachable) {
      failure = unreachable;
      throw unreachable;
    }
  }

  /** Why the file can't be read any further; null if it can, or is merely at its end. */
  IOException failure() {
    return failure;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
