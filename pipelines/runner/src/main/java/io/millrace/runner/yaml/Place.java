package io.millrace.runner.yaml;

/**
 * A place in a text that a user wrote.
 *
 * @param file the path as given, or {@code catalog:NAME}, or {@code --set} for the command line
 * @param line from 1; 0 where there are no lines
 * @param column from 1; 0 where there are no columns
 */
public record Place(String file, int line, int column) {

  /** The command line, which has neither lines nor columns. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
