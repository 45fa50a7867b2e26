package io.millrace.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes lines of text to one file, in order of arrival. For a parallelism of 1, and runs that
 * begin again where they fail.
 */
public final class LinesSink implements Sink<String> {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final boolean evenIfEmpty;

  private LinesSink(String file, boolean evenIfEmpty) {
    this.file = file;
    this.evenIfEmpty = evenIfEmpty;
  }

  /**
   * A sink to one file.
   *
   * @param evenIfEmpty whether a file appears even if there was no line
   */
  public static LinesSink of(Path file, boolean evenIfEmpty) {
    return new LinesSink(file.toString(), evenIfEmpty);
  }

  @Override
  public SinkWriter<String> createWriter(WriterInitContext context) {
    return writer(OutputFolder.attempt(context));
  }

  LinesWriter<String> writer(String attempt) {
    return new LinesWriter<>(
        Path.of(file),
        attempt,
        evenIfEmpty,
        (line, target) -> target.write(line.getBytes(StandardCharsets.UTF_8)));
  }
}
