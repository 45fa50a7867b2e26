package io.millrace.files;

import io.millrace.files.reading.MergedFiles;
import io.millrace.formats.EventTimeField;
import io.millrace.formats.Format;
import io.millrace.formats.flink.Arrived;
import io.millrace.formats.flink.ArrivedTypeInfo;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import io.millrace.sdk.avro.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the files of one input once, merged or sorted by event time. Only one subtask reads, so a
 * parallelism of 1 is right. What can't be read comes as a dead letter; no data makes the source
 * fail.
 */
public final class FilesSource<T extends IndexedRecord>
    implements Source<Arrived<T>, FilesSplit, FilesSplit>, ResultTypeQueryable<Arrived<T>> {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final List<String> files;
  private final Format format;
  private final RecordType<T> type;
  private final String eventTimeField;
  private final EventOrder order;

  private FilesSource(
      FileInput input, RecordType<T> type, String eventTimeField, EventOrder order) {
    this.input = input.input();
    // As texts, for a Path can't be sent with the job.
    this.files = input.files().stream().map(Object::toString).toList();
    this.format = input.format();
    this.type = type;
    this.eventTimeField = eventTimeField;
    this.order = order;
  }

  /**
   * A source of events that keeps the order of each file: of the next events of the files the
   * earliest comes first.
   *
   * @param eventTimeField the field that says when an event happened
   * @throws MillraceException if there is no such field, or it holds no time
   */
  public static <T extends IndexedRecord> FilesSource<T> of(
      FileInput input, RecordType<T> type, String eventTimeField) {
    EventTimeField.of(type, eventTimeField);
    return new FilesSource<>(input, type, eventTimeField, null);
  }

  /**
   * The same source, but for the order of its events: that of their times, whatever that of the
   * files is. It fails with {@link OutOfOrderFiles} where the order does not know that they have to
   * be sorted as a whole.
   */
  public FilesSource<T> ordered(EventOrder by) {
    return new FilesSource<>(input(), type, eventTimeField, by);
  }

  private FileInput input() {
    return new FileInput(input, files.stream().map(Path::of).toList(), format);
  }

  /**
   * Opens every file and reads its header, so that a wrong one is refused before anything runs.
   *
   * @throws MillraceException UNREADABLE if a file is missing, no file, not compressed as its name
   *     says, or has not the columns that the fields need
   */
  public static <T extends IndexedRecord> void check(
      FileInput input, RecordType<T> type, String eventTimeField) {
    try {
      MergedFiles.open(input, type, eventTimeField).close();
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNREADABLE, "Input " + input.input() + ": " + failure.getMessage(), failure);
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<FilesSplit, FilesSplit> createEnumerator(
      SplitEnumeratorContext<FilesSplit> context) {
    return restoreEnumerator(context, new FilesSplit(0));
  }

  @Override
  public SplitEnumerator<FilesSplit, FilesSplit> restoreEnumerator(
      SplitEnumeratorContext<FilesSplit> context, FilesSplit waiting) {
    return new FilesEnumerator(context, waiting);
  }

  @Override
  public SourceReader<Arrived<T>, FilesSplit> createReader(SourceReaderContext context) {
    return new FilesReader<>(input(), type, eventTimeField, order);
  }

  @Override
  public SimpleVersionedSerializer<FilesSplit> getSplitSerializer() {
    return new FilesSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<FilesSplit> getEnumeratorCheckpointSerializer() {
    return new FilesSplitSerializer();
  }

  @Override
  public TypeInformation<Arrived<T>> getProducedType() {
    return new ArrivedTypeInfo<>(type);
  }
}
