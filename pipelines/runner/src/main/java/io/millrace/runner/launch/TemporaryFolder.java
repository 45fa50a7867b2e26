package io.millrace.runner.launch;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The one folder for all temporary files of this process and of the Flink inside of it: {@code
 * millrace-run-*} in {@code java.io.tmpdir}.
 *
 * <p>It goes when the process ends, also by SIGTERM. After SIGKILL nothing of the process runs any
 * more: so the next process that makes such a folder takes away those whose process is gone. A
 * process holds the lock of the file {@code lock} in its folder for as long as it lives; the
 * operating system frees it.
 */
public final class TemporaryFolder {
  private static final String PREFIX = "millrace-run-";
  private static final String LOCK = "lock";

  /** A folder without a lock is one whose process is about to make it, unless it is older. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private static final long PATIENCE_SECONDS = 90;
  private static TemporaryFolder own;

  private final Path path;
  private final FileChannel lock;
  private volatile CountDownLatch needed = new CountDownLatch(0);

  private TemporaryFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * The folder of this process, made when it is first asked for.
   *
   * @throws MillraceException UNWRITABLE if there is no room for one
   */
  public static synchronized TemporaryFolder own() {
    if (own == null) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      try {
        removeAbandoned(parent);
        own = create(parent);
      } catch (IOException failure) {
        throw new MillraceException(
            ErrorCode.UNWRITABLE,
            "%s: no temporary folder can be made: %s; name another place by -Djava.io.tmpdir"
                .formatted(parent, failure),
            failure);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(own::endOfProcess, "temporary-folder"));
    }
    return own;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Keeps the folder, when the process is told to end, until what needs it is done. */
  void keepUntil(CountDownLatch done) {
    needed = done;
  }

  /** A folder whose lock this process holds. */
  static TemporaryFolder create(Path parent) throws IOException {
    while (true) {
      Path path = Files.createTempDirectory(parent, PREFIX);
      Path file = path.resolve(LOCK);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // Another process may have come between, and taken the folder for abandoned.
      if (channel.tryLock() != null && Files.exists(file)) {
        return new TemporaryFolder(path, channel);
      }
      channel.close();
    }
  }

  /** Takes away the folders whose processes are gone. */
  static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        try {
          if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            removeIfAbandoned(folder);
          }
        } catch (IOException notOurs) {
          // Of another user, or taken away by another process just now.
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        // The lock's file goes first, while it is held: see create.
        Files.deleteIfExists(folder.resolve(LOCK));
        delete(folder);
      }
    } catch (OverlappingFileLockException ownFolder) {
      // Of this very process.
    } catch (NoSuchFileException noLock) {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      if (made.isBefore(Instant.now().minus(YOUNG))) {
        delete(folder);
      }
    }
  }

  private void endOfProcess() {
    try {
      needed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      close();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the folder away; threads of Flink may still be writing into it. */
  void close() throws InterruptedException {
    for (int attempt = 0; attempt < 20 && Files.exists(path); attempt++) {
      try {
        delete(path);
      } catch (IOException | UncheckedIOException beingWritten) {
        Thread.sleep(50);
      }
    }
    try {
      lock.close();
    } catch (IOException ending) {
      // The process ends, and with it the lock.
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
