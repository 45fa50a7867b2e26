package io.millrace.files.reading;

import java.io.IOException;

/** A file of nothing. */
record NoRecords<T>(Window window) implements FileRecords<T> {
  @Override
  public Entry<T> next() {
    return null;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
