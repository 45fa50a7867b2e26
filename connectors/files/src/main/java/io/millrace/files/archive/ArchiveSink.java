package io.millrace.files.archive;

import io.millrace.schemas.platform.ArchivedRecord;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Writes records into an archive, exactly once: a file appears when the checkpoint is complete that
 * ends it, so each checkpoint makes one file of each partition that had records. The records of a
 * partition have to come in their order, by one subtask.
 */
public final class ArchiveSink {
  private ArchiveSink() {}

  /**
   * The sink of one archive.
   *
   * @param path a folder, on any file system that Flink knows
   */
  public static FileSink<ArchivedRecord> to(String path) {
    return FileSink.forBulkFormat(new Path(path), ArchiveFileWriter::new)
        .withBucketAssigner(new Folders())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(
            OutputFileConfig.builder()
                .withPartPrefix("records")
                .withPartSuffix(PartitionFolder.SUFFIX)
                .build())
        .build();
  }

  /** The folder of each record. */
  private static final class Folders implements BucketAssigner<ArchivedRecord, String> {
    private static final long serialVersionUID = 1L;

    // Records of a partition come many in a row.
    private transient String topic;
    private transient int partition;
    private transient long block;
    private transient String folder;

    @Override
    public String getBucketId(ArchivedRecord record, Context context) {
      long own = PartitionFolder.block(record.getOffset());
      if (!record.getTopic().equals(topic) || record.getPartition() != partition || own != block) {
        topic = record.getTopic();
        partition = record.getPartition();
        block = own;
        folder = topic + "/" + partition + "/" + PartitionFolder.name(block);
      }
      return folder;
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
      return SimpleVersionedStringSerializer.INSTANCE;
    }
  }
}
