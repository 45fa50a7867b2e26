package io.millrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the launcher script as a user does, in a folder. */
public final class Launcher {
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path script;
  private final Path folder;

  /** What a run said and returned. */
  public record Ended(int code, String out, String err) {}

  /** The launcher of this checkout. */
  public Launcher(Path folder) {
    this(ROOT.resolve("millrace"), folder);
  }

  Launcher(Path script, Path folder) {
    this.script = script;
    this.folder = folder;
  }

  /** Runs it to its end. */
  public Ended run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(15, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " has not ended: " + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
