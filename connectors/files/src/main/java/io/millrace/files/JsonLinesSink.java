package io.millrace.files;

import io.millrace.formats.json.RecordJson;
import io.millrace.sdk.avro.RecordType;
import java.nio.file.Path;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes records to one file, one JSON object a line, in order of arrival. For a parallelism of 1,
 * and runs that begin again where they fail.
 */
public final class JsonLinesSink<R extends IndexedRecord> implements Sink<R> {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final boolean evenIfEmpty;

  private JsonLinesSink(String file, boolean evenIfEmpty) {
    this.file = file;
    this.evenIfEmpty = evenIfEmpty;
  }

  /**
   * A sink to one file.
   *
   * @param type the class of the records
   * @param evenIfEmpty whether a file appears even if there was no record
   */
  public static <R extends IndexedRecord> JsonLinesSink<R> of(
      Path file, RecordType<R> type, boolean evenIfEmpty) {
    return new JsonLinesSink<>(file.toString(), evenIfEmpty);
  }

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) {
    return writer(OutputFolder.attempt(context));
  }

  LinesWriter<R> writer(String attempt) {
    RecordJson json = new RecordJson();
    return new LinesWriter<>(Path.of(file), attempt, evenIfEmpty, json::write);
  }
}
