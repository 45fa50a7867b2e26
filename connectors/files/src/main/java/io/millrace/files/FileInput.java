package io.millrace.files;

import io.millrace.formats.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The files of one input.
 *
 * @param input name of the input in the definition
 * @param files at least one, each plain or compressed by gzip, xz or zip
 * @param format of all of them
 */
public record FileInput(String input, List<Path> files, Format format) {

  /** Copies the list. */
  public FileInput {
    Objects.requireNonNull(input);
    Objects.requireNonNull(format);
    files = List.copyOf(files);
  }
}
