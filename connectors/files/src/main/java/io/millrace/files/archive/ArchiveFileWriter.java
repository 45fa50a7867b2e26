package io.millrace.files.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes one file: an Avro object container, whose blocks are compressed by deflate. */
final class ArchiveFileWriter implements BulkWriter<ArchivedRecord> {
  /** The only codec that every reader of Avro has to know; of its levels the quickest. */
  private static final CodecFactory CODEC = CodecFactory.deflateCodec(1);

  private static final int BLOCK_BYTES = 256 * 1024;

  private final DataFileWriter<ArchivedRecord> writer;

  ArchiveFileWriter(FSDataOutputStream out) throws IOException {
    RecordType<ArchivedRecord> type = RecordType.of(ArchivedRecord.class);
    writer = new DataFileWriter<>(type.writer()).setCodec(CODEC).setSyncInterval(BLOCK_BYTES);
    writer.create(type.schema(), out);
  }

  @Override
  public void addElement(ArchivedRecord record) throws IOException {
    writer.append(record);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void finish() throws IOException {
    // Not closed: the stream is whose who gave it.
    writer.flush();
  }
}
