package io.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, as a user starts it. */
class LauncherTest {
  @TempDir Path folder;

  @Test
  void itListsWhatIsShippedFromAnyFolder() throws Exception {
    // When
    Launcher.Ended ended = new Launcher(folder).run("list");

    // Then
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("industrial/rollup").contains("industrial.SensorReading");
    assertThat(ended.code()).isZero();
  }

  @Test
  void itRunsFilesAndKeepsStandardOutputForOthers() throws Exception {
    // Given
    Path csv =
        Files.writeString(
            folder.resolve("line 1.csv"), "timestamp,value\n2026-01-01 00:00:00,1.5\n");

    // When
    Launcher.Ended ended =
        new Launcher(folder)
            .run("run", "industrial/rollup", "--input", "readings=" + csv, "--out", "o");

    // Then
    assertThat(ended.err()).contains("readings: 1 read").doesNotContain("WARN");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(folder.resolve("o/rollup.jsonl")).content().contains("\"source\":\"line 1\"");
  }

  @Test
  void theUnpackedArchiveNeedsNoBuild() throws Exception {
    // Given
    try (var archives = Files.list(Launcher.ROOT.resolve("pipelines/runner/target"))) {
      Path archive =
          archives.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Process unpack =
          new ProcessBuilder("tar", "-xzf", archive.toString()).directory(folder.toFile()).start();
      assertThat(unpack.waitFor()).isZero();
    }
    Path home;
    try (var unpacked = Files.list(folder)) {
      home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
    }

    // When
    Launcher.Ended ended =
        new Launcher(home.resolve("millrace"), folder).run("show", "industrial/rollup");

    // Then
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("window_start").contains("early");
    assertThat(home.resolve("definitions/industrial/rollup.yaml")).exists();
    assertThat(home.resolve("flink-conf")).isDirectory();
  }

  @Test
  void withoutJavaItSaysWhatItNeeds() throws Exception {
    // Given a path on which there is all but java
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("bash", "dirname", "sed", "find", "env")) {
      Files.createSymbolicLink(bin.resolve(tool), which(tool));
    }

    // When
    Launcher.Ended ended =
        new Launcher(folder).run(Map.of("PATH", bin.toString(), "JAVA_HOME", ""), "list");

    // Then
    assertThat(ended.err()).startsWith("millrace: needs Java 17 or later, and found none");
    assertThat(ended.code()).isEqualTo(1);
  }

  private static Path which(String tool) {
    for (String place : System.getenv("PATH").split(":")) {
      Path file = Path.of(place, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException(tool);
  }
}
