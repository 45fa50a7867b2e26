package io.millrace.runner.scaffold;

import io.millrace.schemas.ResourceTree;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first files of a pipeline, which pass {@code lint} and {@code test} as they are. */
public final class Scaffold {
  private final SortedMap<String, String> files = new TreeMap<>();

  private Scaffold(String kind, Map<String, String> words) {
    ResourceTree.read(Scaffold.class.getClassLoader(), "millrace/scaffolds/" + kind)
        .forEach((path, text) -> files.put(fill(path, words), fill(text, words)));
  }

  /** One file: a definition with SQL in it. */
  public static Scaffold sql(PipelineName name) {
    return new Scaffold("sql", words(name));
  }

  /** A Maven project: a definition, the pipeline that it names, and its tests. */
  public static Scaffold java(PipelineName name) {
    return new Scaffold("java", words(name));
  }

  private static Map<String, String> words(PipelineName name) {
    return Map.of(
        "__NAME__", name.text(),
        "__LAST__", name.last(),
        "__TOPIC__", name.text().replace('/', '.'),
        "__OUTPUT__", name.last().replace('-', '_'),
        "__CLASS__", name.className(),
        "__PACKAGE__", name.packageName(),
        "__PACKAGE_PATH__", name.packageName().replace('.', '/'));
  }

  private static String fill(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    return filled;
  }

  /**
   * Writes the files.
   *
   * @param folder made if it is missing
   * @return what was written, sorted
   * @throws MillraceException if one of them is there already, or can't be written
   */
  public List<Path> write(Path folder) {
    for (String path : files.keySet()) {
      if (Files.exists(folder.resolve(path))) {
        throw new MillraceException(
            ErrorCode.UNWRITABLE, folder.resolve(path) + " is there already; expected a new name");
      }
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.toAbsolutePath().getParent());
        written.add(Files.writeString(path, file.getValue()));
      }
    } catch (IOException failure) {
      throw new MillraceException(
          ErrorCode.UNWRITABLE, folder + ": the files can't be written: " + failure, failure);
    }
    return written;
  }
}
