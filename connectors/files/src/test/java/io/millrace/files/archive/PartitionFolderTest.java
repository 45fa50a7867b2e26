package io.millrace.files.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionFolderTest {
  private static final int LOOKS = 2_000;

  @TempDir Path folder;

  @Test
  void aFolderInWhichFilesGetTheirFinalNamesIsNotTakenForAnEmptyOne() throws Exception {
    // Given
    for (int i = 0; i < 20; i++) {
      Files.createFile(folder.resolve("records-" + i + PartitionFolder.SUFFIX));
    }
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> renaming = CompletableFuture.runAsync(() -> renameUntil(ended));

    // When
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      fewest =
          Math.min(
              fewest,
              PartitionFolder.list(new org.apache.flink.core.fs.Path(folder.toUri())).size());
    }
    ended.set(true);
    renaming.get();

    // Then
    assertThat(fewest).isGreaterThanOrEqualTo(20);
  }

  @Test
  void aFolderThatIsNotThereHasNothing() throws Exception {
    Path none = folder.resolve("none");

    assertThat(PartitionFolder.list(new org.apache.flink.core.fs.Path(none.toUri()))).isEmpty();
  }

  private void renameUntil(AtomicBoolean ended) {
    Path written = folder.resolve(".records-new");
    Path finished = folder.resolve("records-new" + PartitionFolder.SUFFIX);
    try {
      Files.createFile(written);
      while (!ended.get()) {
        Files.move(written, finished);
        Files.move(finished, written);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
