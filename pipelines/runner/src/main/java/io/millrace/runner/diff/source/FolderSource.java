package io.millrace.runner.diff.source;

import io.millrace.files.OutputFolder;
import io.millrace.formats.Position;
import io.millrace.runner.diff.compare.ComparedOutput;
import io.millrace.runner.diff.compare.ResultRow;
import io.millrace.runner.launch.LiveServices;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run on files or a replay has written. */
record FolderSource(Path folder, Optional<Manifest> manifest) implements ResultSource {
  private static final String MANIFEST = "manifest.json";

  static FolderSource open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          folder
              + ": no such folder; expected one with results, kafka:TOPIC, postgres:TABLE or live");
    }
    Path manifest = folder.resolve(MANIFEST);
    return new FolderSource(
        folder, Files.exists(manifest) ? Optional.of(Manifest.read(manifest)) : Optional.empty());
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public boolean needsServices() {
    return false;
  }

  @Override
  public void read(
      ComparedOutput output, Optional<LiveServices> services, Consumer<ResultRow> row) {
    Path file = new OutputFolder(folder).results(output.name());
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String line;
      for (long number = 1; (line = lines.readLine()) != null; number++) {
        if (!line.isBlank()) {
          Position at = new Position.InFile(file.toString(), number);
          row.accept(ResultRow.of(ResultJson.parse(line, at.toString()), Optional.of(at)));
        }
      }
    } catch (NoSuchFileException absent) {
      throw new MillraceException(
          ErrorCode.UNREADABLE,
          "%s: the folder has no results of output '%s'; expected this file, or --output with the outputs that it has"
              .formatted(file, output.name()));
    } catch (CharacterCodingException binary) {
      throw new MillraceException(ErrorCode.MALFORMED, file + ": not text in UTF-8");
    } catch (IOException failure) {
      throw new MillraceException(ErrorCode.UNREADABLE, file + ": can't be read", failure);
    }
  }
}
