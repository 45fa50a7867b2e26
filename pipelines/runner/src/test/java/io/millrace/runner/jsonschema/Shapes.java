package io.millrace.runner.jsonschema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Documents that differ from a good one in the shape of one thing. */
final class Shapes {
  private Shapes() {}

  static Object parse(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  static String write(Object document) {
    return new Dump(DumpSettings.builder().build()).dumpToString(document);
  }

  /** Every document that comes of one change to one thing; by what was changed. */
  static Map<String, Object> mutations(Object good) {
    Map<String, Object> mutations = new LinkedHashMap<>();
    for (List<Object> path : paths(good)) {
      Object value = at(good, path);
      if (value instanceof Map) {
        mutations.put(path + " with an unknown key", put(good, path, "no-such-key", 1));
        mutations.put(path + " as a text", replace(good, path, "text"));
        mutations.put(path + " as a list of lists", replace(good, path, List.of(List.of("a"))));
      } else {
        mutations.put(path + " as a mapping", replace(good, path, Map.of("a", "b")));
        mutations.put(path + " as a list of lists", replace(good, path, List.of(List.of("a"))));
      }
      if (!path.isEmpty()) {
        mutations.put(path + " as nothing", replace(good, path, null));
        mutations.put(path + " removed", remove(good, path));
      }
    }
    return mutations;
  }

  /** The path of every mapping. */
  static List<List<Object>> mappings(Object document) {
    return paths(document).stream().filter(path -> at(document, path) instanceof Map).toList();
  }

  static Object put(Object document, List<Object> path, String key, Object value) {
    Map<Object, Object> mapping = new LinkedHashMap<>((Map<?, ?>) at(document, path));
    mapping.put(key, value);
    return replace(document, path, mapping);
  }

  private static List<List<Object>> paths(Object document) {
    List<List<Object>> paths = new ArrayList<>(List.of(List.of()));
    if (document instanceof Map<?, ?> mapping) {
      mapping.forEach((key, value) -> paths.addAll(below(key, value)));
    } else if (document instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        paths.addAll(below(i, list.get(i)));
      }
    }
    return paths;
  }

  private static List<List<Object>> below(Object step, Object value) {
    List<List<Object>> paths = new ArrayList<>();
    for (List<Object> path : paths(value)) {
      List<Object> longer = new ArrayList<>(List.of(step));
      longer.addAll(path);
      paths.add(longer);
    }
    return paths;
  }

  private static Object at(Object document, List<Object> path) {
    Object value = document;
    for (Object step : path) {
      value = value instanceof Map<?, ?> map ? map.get(step) : ((List<?>) value).get((int) step);
    }
    return value;
  }

  private static Object replace(Object document, List<Object> path, Object value) {
    return path.isEmpty() ? value : change(document, path, value, false);
  }

  private static Object remove(Object document, List<Object> path) {
    return change(document, path, null, true);
  }

  private static Object change(Object document, List<Object> path, Object value, boolean remove) {
    Object step = path.get(0);
    List<Object> rest = path.subList(1, path.size());
    if (document instanceof Map<?, ?> mapping) {
      Map<Object, Object> copy = new LinkedHashMap<>(mapping);
      if (rest.isEmpty() && remove) {
        copy.remove(step);
      } else {
        copy.put(step, rest.isEmpty() ? value : change(mapping.get(step), rest, value, remove));
      }
      return copy;
    }
    List<Object> copy = new ArrayList<>((List<?>) document);
    int index = (int) step;
    if (rest.isEmpty() && remove) {
      copy.remove(index);
    } else {
      copy.set(index, rest.isEmpty() ? value : change(copy.get(index), rest, value, remove));
    }
    return copy;
  }
}
