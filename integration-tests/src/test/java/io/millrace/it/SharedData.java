package io.millrace.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data beside the checkout, for tests only; a checkout without it skips them, and says so. */
public final class SharedData {
  private SharedData() {}

  /** A file below {@code ../shared/data}. */
  public static Path file(String path) {
    Path file = Path.of("..", "..", "shared", "data").resolve(path);
    assumeTrue(Files.exists(file), () -> "skipped: no real data at " + file);
    return file;
  }
}
