package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
  @TempDir Path temporary;
  private ClusterFolder folder;

  @BeforeEach
  void name() {
    folder = new ClusterFolder(temporary.resolve("cluster"));
  }

  @Test
  void aStateWhoseHolderIsGoneIsClearedButAProcessThatHasItsIdNowIsLeftAlone() throws Exception {
    // Given
    Process stranger = new ProcessBuilder("sh", "-c", "read line").start();
    ProcessIdentity theirs = ProcessIdentity.of(stranger.toHandle());
    ProcessIdentity recycled = new ProcessIdentity(theirs.pid(), theirs.started() - 1);
    Folders.create(folder.path());
    folder.write(
        new ClusterState(true, recycled, "", "", "", "", "", Map.of("postgres", recycled)));

    // When
    folder.prepare();

    // Then
    assertThat(stranger.isAlive()).isTrue();
    assertThat(folder.path()).isEmptyDirectory();
    stranger.destroyForcibly().onExit().join();
  }

  @Test
  void aFolderOfARunningClusterIsNotTaken() {
    // Given
    folder.prepare();
    folder.claim();

    // When
    var refusal = assertThatThrownBy(folder::prepare);

    // Then
    refusal.isInstanceOf(LocalClusterException.class).hasMessageContaining("runs already");
  }

  @Test
  void aFolderOfOtherFilesIsLeftAlone() throws IOException {
    // Given
    Folders.create(folder.path());
    Path precious = Files.writeString(folder.path().resolve("thesis.txt"), "years of work");

    // When
    var refusal = assertThatThrownBy(folder::prepare);

    // Then
    refusal.isInstanceOf(LocalClusterException.class).hasMessageContaining("not empty");
    assertThat(precious).exists();
  }

  @Test
  void aFolderThatOthersMayEnterIsRefused() throws IOException {
    // Given
    Folders.create(folder.path());
    Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

    // When
    var refusal = assertThatThrownBy(folder::prepare);

    // Then
    refusal.isInstanceOf(LocalClusterException.class).hasMessageContaining("rwxr-xr-x");
  }
}
