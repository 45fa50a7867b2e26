package io.millrace.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Writes lines to a hidden file, which takes its final name at the end of the input: whoever sees
 * the final name sees the whole file. Keeps no state: a run that fails begins again.
 */
final class LinesWriter<T> implements SinkWriter<T> {
  private final Path file;
  private final Path hidden;
  private final boolean evenIfEmpty;
  private final LineRenderer<T> renderer;
  private OutputStream stream;

  /** Writes a value as one line, without its end. */
  @FunctionalInterface
  interface LineRenderer<T> {
    void write(T value, OutputStream target) throws IOException;
  }

  LinesWriter(Path file, String attempt, boolean evenIfEmpty, LineRenderer<T> renderer) {
    this.file = file;
    this.hidden = OutputFolder.unfinished(file, attempt);
    this.evenIfEmpty = evenIfEmpty;
    this.renderer = renderer;
  }

  @Override
  public void write(T value, Context context) {
    try {
      open();
      renderer.write(value, stream);
      stream.write('\n');
    } catch (IOException failure) {
      throw OutputFolder.unwritable(file, failure);
    }
  }

  @Override
  public void flush(boolean endOfInput) {
    try {
      if (endOfInput && evenIfEmpty) {
        open();
      }
      if (stream != null) {
        stream.flush();
        if (endOfInput) {
          stream.close();
          stream = null;
          Files.move(hidden, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failure) {
      throw OutputFolder.unwritable(file, failure);
    }
  }

  private void open() throws IOException {
    if (stream == null) {
      stream = new BufferedOutputStream(Files.newOutputStream(hidden), 64 * 1024);
    }
  }

  @Override
  public void close() throws IOException {
    if (stream == null) {
      return;
    }
    // The run has failed, or the stream would be closed already: the file is of no use.
    try {
      stream.close();
    } catch (IOException alsoFailed) {
      // Told already, by what has failed first.
    } finally {
      stream = null;
      Files.deleteIfExists(hidden);
    }
  }
}
