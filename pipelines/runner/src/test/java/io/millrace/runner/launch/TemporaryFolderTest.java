package io.millrace.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path parent;

  /**
   * A process that makes a folder with something in it, says so, and waits until its parent ends.
   */
  public static void main(String[] arguments) throws Exception {
    Path path = TemporaryFolder.own().path();
    Files.createDirectories(path.resolve("flink-io-1/deep"));
    Files.writeString(path.resolve("flink-io-1/deep/spilled"), "x");
    System.out.println(path);
    System.in.read();
  }

  @Test
  void aProcessThatIsToldToEndLeavesNothing() throws Exception {
    // given
    Process process = start();
    Path folder = folderOf(process);
    assertThat(folder).isDirectoryContaining("glob:**flink-io-1").hasParentRaw(parent);

    // when
    process.destroy();

    // then
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeavesGoesWithTheNextOneAndThatOfALivingOneStays() throws Exception {
    // given
    Process living = start();
    Path stays = folderOf(living);
    Process killed = start();
    Path left = folderOf(killed);
    killed.destroyForcibly().waitFor();
    assertThat(left).exists();

    // when
    Process next = start();
    Path own = folderOf(next);

    // then
    assertThat(left).doesNotExist();
    assertThat(stays.resolve("flink-io-1/deep/spilled")).exists();
    for (Process one : List.of(living, next)) {
      one.destroy();
      one.waitFor();
    }
    assertThat(own).doesNotExist();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatHasNoLockYetIsLeftToItsProcessUnlessItIsOld() throws Exception {
    // given
    Path young = Files.createDirectory(parent.resolve("millrace-run-1"));
    Path old = Files.createDirectory(parent.resolve("millrace-run-2"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(600)));
    Path other = Files.createDirectory(parent.resolve("others"));

    // when
    TemporaryFolder.removeAbandoned(parent);

    // then
    assertThat(young).exists();
    assertThat(other).exists();
    assertThat(old).doesNotExist();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + parent,
            // Its own file of figures for tools would be in the way.
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            TemporaryFolderTest.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOf(Process process) throws IOException {
    return Path.of(process.inputReader().readLine());
  }
}
