package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.environment.Environment;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path root;

  @Test
  void theNewestOfSavepointsAndCheckpointsIsTheLatest() throws IOException {
    // Given
    complete("savepoints/savepoint-1", NOON);
    complete("checkpoints/job/chk-7", NOON.plusSeconds(60));
    complete("checkpoints/job/chk-6", NOON.plusSeconds(30));
    Files.createDirectories(root.resolve("line/2/checkpoints/job/chk-8"));
    Files.createDirectories(root.resolve("line/2/checkpoints/job/shared"));

    // When
    Optional<String> latest = state(root.toString()).latest();

    // Then
    assertThat(latest.orElseThrow()).endsWith("/line/2/checkpoints/job/chk-7");
  }

  @Test
  void ofAnotherGenerationNothingIsFound() throws IOException {
    // Given
    Path other = Files.createDirectories(root.resolve("line/1/savepoints/savepoint-1"));
    Files.createFile(other.resolve("_metadata"));

    // When
    Optional<String> latest = state(root.toString()).latest();

    // Then
    assertThat(latest).isEmpty();
  }

  @Test
  void nothingGoesOnFromWhereItWasDrained() throws IOException {
    // Given
    complete("checkpoints/job/chk-7", NOON);
    Path drained = complete("savepoints/savepoint-1", NOON.plusSeconds(1));
    StateFolder.markDrained(drained.toUri().toString());

    // When
    StateFolder folder = state(root.toString());

    // Then
    assertThatThrownBy(folder::latest)
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("was drained")
        .hasMessageContaining("higher deployment.generation");
  }

  @Test
  void withoutAFolderStateIsTheClusters() {
    // When
    StateFolder folder = state(null);

    // Then
    assertThat(folder.latest()).isEmpty();
    assertThat(folder.checkpoints()).isEmpty();
    assertThat(folder.savepoints()).isEmpty();
  }

  @Test
  void aSavepointThatIsNoneIsRefused() throws IOException {
    // Given
    Path complete = complete("savepoints/savepoint-1", NOON);

    // Then
    StateFolder.requireComplete(complete.toString());
    assertThatThrownBy(() -> StateFolder.requireComplete(root.resolve("absent").toString()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("no savepoint or checkpoint there");
  }

  private Path complete(String path, Instant time) throws IOException {
    Path folder = Files.createDirectories(root.resolve("line/2").resolve(path));
    Path metadata = Files.createFile(folder.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.from(time));
    return folder;
  }

  private static StateFolder state(String root) {
    return new StateFolder(
        new Environment.Deployment(
            "line", 2, OptionalInt.empty(), Duration.ofSeconds(10), Optional.ofNullable(root)));
  }
}
