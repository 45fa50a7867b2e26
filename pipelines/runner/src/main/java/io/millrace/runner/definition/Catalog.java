package io.millrace.runner.definition;

import io.millrace.schemas.ResourceTree;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The definitions that are shipped in the jar, by name: {@code domain/pipeline}. */
public final class Catalog {
  private final SortedMap<String, String> texts = new TreeMap<>();

  private Catalog() {}

  /** The definitions of the class path. */
  public static Catalog shipped() {
    Catalog catalog = new Catalog();
    ResourceTree.read(Catalog.class.getClassLoader(), "millrace/definitions")
        .forEach(
            (path, text) -> {
              if (path.endsWith(".yaml")) {
                catalog.texts.put(path.substring(0, path.length() - ".yaml".length()), text);
              }
            });
    return catalog;
  }

  /** All names, sorted. */
  public Set<String> names() {
    return texts.keySet();
  }

  /** The text of a definition. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }
}
