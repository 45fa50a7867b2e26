package io.millrace.formats;

/** Where a record stands in its input. */
public sealed interface Position {

  /**
   * A record of a file.
   *
   * @param file the path as the user gave it; for an entry of an archive {@code archive.zip!entry}
   * @param line the line at which the record begins, from 1; for a binary file the number of the
   *     record, from 1
   * @param name what tells the file apart from the others of its input: see {@link FileNames}
   * @param export which of the exports that are read together the file is a part of, in the order
   *     in which they were given, from 1; 0 where nobody counts them
   */
  record InFile(String file, long line, String name, int export) implements Position {

    /** In a file that is read by itself. */
    public InFile(String file, long line) {
      this(file, line, FileNames.stem(file), 0);
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** A record of a Kafka topic. */
  record InTopic(String topic, int partition, long offset) implements Position {
    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }
}
