package io.millrace.files.archive;

import io.millrace.formats.Position;
import io.millrace.formats.RawRecord;
import io.millrace.formats.flink.range.PartitionRange;
import io.millrace.formats.flink.range.RecordRanges;
import io.millrace.schemas.platform.ArchivedRecord;
import io.millrace.sdk.avro.AvroTrust;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;

/** An archive of the topic {@code t}, written file by file. */
record WrittenArchive(Path folder) {
  static {
    AvroTrust.establish();
  }

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  String path() {
    return folder.toString();
  }

  /** A record that follows the offset before it. */
  static ArchivedRecord record(long offset) {
    return record(offset, offset);
  }

  static ArchivedRecord record(long offset, long follows) {
    return record(0, offset, follows);
  }

  static ArchivedRecord record(int partition, long offset, long follows) {
    return ArchivedRecord.newBuilder()
        .setTopic("t")
        .setPartition(partition)
        .setOffset(offset)
        .setFollows(follows)
        .setEventTime(NOON)
        .setValue(ByteBuffer.wrap(("v" + offset).getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /** A run of records, each following the one before it. */
  static List<ArchivedRecord> run(long... offsets) {
    List<ArchivedRecord> records = new ArrayList<>();
    long follows = offsets[0];
    for (long offset : offsets) {
      records.add(record(offset, follows));
      follows = offset + 1;
    }
    return records;
  }

  /** A finished file of partition 0, in the folder of its first record's block. */
  Path file(String name, List<ArchivedRecord> records) throws IOException {
    long block = PartitionFolder.block(records.get(0).getOffset());
    return file(partition(0).resolve(PartitionFolder.name(block)).resolve(name), records);
  }

  Path partition(int partition) {
    return folder.resolve("t").resolve(Integer.toString(partition));
  }

  static Path file(Path file, List<ArchivedRecord> records) throws IOException {
    Files.createDirectories(file.getParent());
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    try (FSDataOutputStream out = path.getFileSystem().create(path, WriteMode.OVERWRITE)) {
      ArchiveFileWriter writer = new ArchiveFileWriter(out);
      for (ArchivedRecord record : records) {
        writer.addElement(record);
      }
      writer.finish();
    }
    return file;
  }

  static PartitionRange range(long start, long end) {
    return new PartitionRange("t", 0, start, end);
  }

  /** All records of a range, as a source would take them. */
  static List<RawRecord> read(RecordRanges ranges, PartitionRange range) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    try (RecordRanges.Opened opened = ranges.open(List.of(range), "test", () -> {})) {
      while (true) {
        boolean over = opened.isOver(0);
        RawRecord record = opened.next(0);
        if (record != null) {
          records.add(record);
        } else if (over) {
          return records;
        }
      }
    }
  }

  List<RawRecord> read(long start, long end) throws IOException {
    return read(new ArchiveRanges(path()), range(start, end));
  }

  List<Long> offsets(long start, long end) throws IOException {
    return offsets(read(start, end));
  }

  static List<Long> offsets(List<RawRecord> records) {
    return records.stream().map(raw -> ((Position.InTopic) raw.position()).offset()).toList();
  }
}
