package io.millrace.testkit;

import io.millrace.schemas.ResultStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Results in a form in which equal outcomes are equal lists, whatever the order of emission: one
 * text a result, sorted by key and window.
 */
public final class CanonicalResults {
  private static final Set<String> STANDING = Set.of("revision", "status");

  private CanonicalResults() {}

  /**
   * The FINAL results, all columns of them.
   *
   * @param key the fields that with {@code window_start} and {@code window_end} identify a result
   * @throws AssertionError if a window has two
   */
  public static List<String> finals(List<? extends IndexedRecord> results, String... key) {
    Map<String, String> rows = new TreeMap<>();
    for (IndexedRecord result : results) {
      if (field(result, "status") == ResultStatus.FINAL) {
        String row = row(result, Set.of());
        String before = rows.putIfAbsent(identity(result, key), row);
        if (before != null) {
          throw new AssertionError("two FINAL results:\n  " + before + "\n  " + row);
        }
      }
    }
    return List.copyOf(rows.values());
  }

  /**
   * What stands in the end: the result with the highest revision, all columns but {@code revision}
   * and {@code status}.
   *
   * @param key the fields that with {@code window_start} and {@code window_end} identify a result
   * @throws AssertionError if the revisions of a window are not 0, 1, 2 and so on in order
   */
  public static List<String> latest(List<? extends IndexedRecord> results, String... key) {
    Map<String, List<IndexedRecord>> byWindow = new TreeMap<>();
    for (IndexedRecord result : results) {
      List<IndexedRecord> before =
          byWindow.computeIfAbsent(identity(result, key), window -> new ArrayList<>());
      if (!field(result, "revision").equals(before.size())) {
        throw new AssertionError("not of revision " + before.size() + ": " + row(result, Set.of()));
      }
      before.add(result);
    }
    return byWindow.values().stream()
        .map(revisions -> row(revisions.get(revisions.size() - 1), STANDING))
        .toList();
  }

  private static String identity(IndexedRecord result, String... key) {
    return Stream.concat(Stream.of(key), Stream.of("window_start", "window_end"))
        .map(name -> name + "=" + field(result, name))
        .collect(Collectors.joining(", "));
  }

  private static String row(IndexedRecord result, Set<String> without) {
    return result.getSchema().getFields().stream()
        .filter(field -> !without.contains(field.name()))
        .map(field -> field.name() + "=" + text(result.get(field.pos())))
        .collect(Collectors.joining(", "));
  }

  /** A map has its entries in whatever order it was read. */
  private static String text(Object value) {
    return String.valueOf(value instanceof Map<?, ?> map ? new TreeMap<>(map) : value);
  }

  private static Object field(IndexedRecord result, String name) {
    Schema.Field field = result.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(result.getSchema().getFullName() + " has no " + name);
    }
    return result.get(field.pos());
  }
}
