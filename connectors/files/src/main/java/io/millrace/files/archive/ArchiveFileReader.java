package io.millrace.files.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.file.DataFileReader;
import org.apache.flink.core.fs.Path;

/** Reads the records of one file. */
final class ArchiveFileReader implements Closeable {
  private static final RecordType<ArchivedRecord> TYPE = RecordType.of(ArchivedRecord.class);

  private final Path path;
  private final SeekableFile file;
  private final DataFileReader<ArchivedRecord> records;

  ArchiveFileReader(Path path) throws IOException {
    this.path = path;
    this.file = SeekableFile.open(path);
    try {
      records = new DataFileReader<>(file, TYPE.reader(TYPE.schema()));
    } catch (IOException | RuntimeException wrong) {
      file.close();
      throw explained(wrong);
    }
  }

  long length() {
    return file.length();
  }

  /** Goes to the first block that begins behind a position, or to the end. */
  void toBlockBehind(long position) throws IOException {
    records.sync(position);
  }

  /** The next record; null at the end. */
  ArchivedRecord next() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (RuntimeException wrong) {
      throw explained(wrong);
    }
  }

  /** Avro tells a file that can't be reached and one that is damaged by the same exceptions. */
  private IOException explained(Exception wrong) {
    if (file.failure() != null) {
      return file.failure();
    }
    throw damaged(wrong.getMessage());
  }

  /** That the file is not as it was written. */
  MillraceException damaged(String reason) {
    return new MillraceException(
        ErrorCode.DAMAGED, "file " + path + " of the archive is damaged: " + reason);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
