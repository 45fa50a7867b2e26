package io.millrace.files.reading;

import io.millrace.files.reading.EventSorter.Held;
import io.millrace.formats.flink.Arrived;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** Sorted runs of events in a temporary folder, one file each. */
final class SortedRuns<T extends IndexedRecord> implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final String input;
  private final TypeSerializer<Arrived<T>> serializer;
  private final Path folder;
  private final List<Run<T>> runs = new ArrayList<>();
  private int written;

  SortedRuns(String input, TypeSerializer<Arrived<T>> serializer, Path folder) {
    this.input = input;
    this.serializer = serializer;
    this.folder = folder;
  }

  int count() {
    return runs.size();
  }

  /**
   * Writes one more run, of at least one event.
   *
   * @param events in order; null at the end
   * @throws MillraceException UNWRITABLE
   */
  void write(Supplier<Held<T>> events) {
    Run<T> run = new Run<>(this, written++, folder.resolve(written + ".run"));
    // Known before it is written: what fails half way is taken away, too.
    runs.add(run);
    try {
      Files.createDirectories(folder);
      try (DataOutputViewStreamWrapper target =
          new DataOutputViewStreamWrapper(
              new BufferedOutputStream(Files.newOutputStream(run.file), BUFFER))) {
        for (Held<T> held = events.get(); held != null; held = events.get()) {
          target.writeInt(held.file());
          serializer.serialize(held.arrived(), target);
          run.left++;
        }
      }
    } catch (IOException failure) {
      throw failed("written", failure);
    }
  }

  List<Run<T>> openAll() {
    return openFirst(runs.size());
  }

  List<Run<T>> openFirst(int count) {
    List<Run<T>> opened = List.copyOf(runs.subList(0, count));
    opened.forEach(Run::open);
    return opened;
  }

  /** Takes away the first runs. */
  void removeFirst(int count) {
    try {
      for (int i = 0; i < count; i++) {
        runs.remove(0).close();
      }
    } catch (IOException failure) {
      throw failed("deleted", failure);
    }
  }

  private MillraceException failed(String what, IOException failure) {
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new MillraceException(
        ErrorCode.UNWRITABLE,
        ("input %s has to be sorted by event time, for which %s can't be %s: %s. Expected as much"
                + " free space there as the files take uncompressed: name another folder by"
                + " -Djava.io.tmpdir, give files that are in order, or --order as-is")
            .formatted(input, folder, what, reason),
        failure);
  }

  @Override
  public void close() throws IOException {
    if (written == 0) {
      return;
    }
    for (Run<T> run : runs) {
      run.close();
    }
    runs.clear();
    Files.deleteIfExists(folder);
  }

  /** One run, which is read once. */
  static final class Run<T extends IndexedRecord> implements Closeable {
    private final SortedRuns<T> all;
    private final int number;
    private final Path file;
    private long left;
    private DataInputViewStreamWrapper source;
    private Held<T> head;

    private Run(SortedRuns<T> all, int number, Path file) {
      this.all = all;
      this.number = number;
      this.file = file;
    }

    /** The runs were written in the order of their numbers. */
    int number() {
      return number;
    }

    /** The next event; not before it is opened, and not after its end. */
    Held<T> head() {
      return head;
    }

    private void open() {
      try {
        source =
            new DataInputViewStreamWrapper(
                new BufferedInputStream(Files.newInputStream(file), BUFFER));
      } catch (IOException failure) {
        throw all.failed("read", failure);
      }
      advance();
    }

    /** Goes on to the next event; false if there is none. */
    boolean advance() {
      if (left == 0) {
        return false;
      }
      left--;
      try {
        int place = source.readInt();
        head = new Held<>(all.serializer.deserialize(source), place);
        return true;
      } catch (IOException failure) {
        throw all.failed("read", failure);
      }
    }

    @Override
    public void close() throws IOException {
      if (source != null) {
        source.close();
      }
      try {
        Files.deleteIfExists(file);
      } catch (NoSuchFileException gone) {
        // With the folder it was in.
      }
    }
  }
}
