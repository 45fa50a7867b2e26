package io.millrace.formats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the names of files say of what is in them. */
public final class FileNames {
  private FileNames() {}

  /** The name of a file, or of the entry of an archive, without folder and extensions. */
  public static String stem(String path) {
    int start = 1 + Math.max(path.lastIndexOf('!'), lastSeparator(path));
    int dot = path.indexOf('.', start + 1);
    return dot < 0 ? path.substring(start) : path.substring(start, dot);
  }

  private static int lastSeparator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  /**
   * The shortest names that tell the files of one input apart: the {@linkplain #stem stem}, and
   * before it as many of the folders above as it takes, such as {@code a/0} and {@code b/0} for
   * {@code x/a/0.csv} and {@code x/b/0.csv}. Files of one folder whose stems are equal, such as the
   * parts of a log that is rotated, have one name.
   *
   * @param paths as users give them; entries of archives as {@code archive.zip!entry}
   * @return by path
   */
  public static Map<String, String> apart(List<String> paths) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    paths.forEach(path -> parts.put(path, parts(path)));
    Map<List<String>, String> names = new HashMap<>();
    Set<List<String>> all = new LinkedHashSet<>(parts.values());
    Set<List<String>> open = new LinkedHashSet<>(all);
    for (int length = 1; !open.isEmpty(); length++) {
      int last = length;
      Map<List<String>, Integer> counts = new HashMap<>();
      all.forEach(one -> counts.merge(last(one, last), 1, Integer::sum));
      open.removeIf(
          one -> {
            List<String> name = last(one, last);
            boolean told = counts.get(name) == 1 || name.size() == one.size();
            if (told) {
              names.put(one, String.join("/", name));
            }
            return told;
          });
    }
    Map<String, String> byPath = new HashMap<>();
    parts.forEach((path, one) -> byPath.put(path, names.get(one)));
    return byPath;
  }

  /** The folders of a path, the archive that it is in among them, and its stem. */
  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("[/\\\\!]+")) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return List.of(stem(path));
    }
    parts.set(parts.size() - 1, stem(path));
    return List.copyOf(parts);
  }

  private static List<String> last(List<String> parts, int length) {
    return parts.subList(Math.max(0, parts.size() - length), parts.size());
  }
}
