package io.millrace.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The text files below one folder of the class path, from jars and from build folders alike. */
public final class ResourceTree {
  private ResourceTree() {}

  /**
   * Reads every file below a folder.
   *
   * @param folder path without a slash at either end, such as {@code millrace/definitions}
   * @return texts by path relative to the folder, sorted; empty where no such folder exists
   * @throws UncheckedIOException if a file that is listed can't be read
   */
  public static SortedMap<String, String> read(ClassLoader loader, String folder) {
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (URL url : Collections.list(loader.getResources(folder))) {
        URI uri = url.toURI();
        if (uri.getScheme().equals("jar")) {
          // A file system of our own, not the shared one of that URI: closing it disturbs nobody.
          String jar = uri.getRawSchemeSpecificPart();
          Path file = Path.of(URI.create(jar.substring(0, jar.indexOf("!/"))));
          try (FileSystem inside = FileSystems.newFileSystem(file, Map.of())) {
            collect(inside.getPath("/" + folder), texts);
          }
        } else {
          collect(Path.of(uri), texts);
        }
      }
      return texts;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void collect(Path root, Map<String, String> texts) throws IOException {
    ArrayList<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      texts.putIfAbsent(name, Files.readString(file, StandardCharsets.UTF_8));
    }
  }
}
