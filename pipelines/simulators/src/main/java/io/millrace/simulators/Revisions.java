package io.millrace.simulators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;

/**
 * The results in a topic, by key: each revision has to be there once, from 0 on without a gap, and
 * the highest stands.
 */
public final class Revisions<K extends Comparable<K>, R> {
  private final Map<K, R> latest = new TreeMap<>();
  private final Map<K, TreeSet<Integer>> known = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** All results of a topic. */
  public static <K extends Comparable<K>> Revisions<K, GenericRecord> of(
      Collection<GenericRecord> results, Function<GenericRecord, K> key) {
    Revisions<K, GenericRecord> all = new Revisions<>();
    for (GenericRecord result : results) {
      all.add(key.apply(result), ResultRecords.revision(result), result);
    }
    return all;
  }

  /** Takes a result. */
  public void add(K key, int revision, R result) {
    TreeSet<Integer> revisions = known.computeIfAbsent(key, absent -> new TreeSet<>());
    if (!revisions.add(revision)) {
      problems.add("doubled: " + key + " revision " + revision);
    }
    if (revisions.last() == revision) {
      latest.put(key, result);
    }
  }

  /**
   * Judges what stands.
   *
   * @param difference what is wrong with a result, empty if it is right
   */
  public <E> Verdict judge(Map<K, E> expected, BiFunction<E, R, String> difference) {
    return judge(expected, difference, result -> false);
  }

  /**
   * Judges what stands.
   *
   * @param difference what is wrong with a result, empty if it is right
   * @param retracted whether a result says that there is none
   */
  public <E> Verdict judge(
      Map<K, E> expected, BiFunction<E, R, String> difference, Predicate<R> retracted) {
    List<String> wrong = problems();
    long right = 0;
    for (Map.Entry<K, E> entry : expected.entrySet()) {
      R result = latest.get(entry.getKey());
      if (result == null || retracted.test(result)) {
        wrong.add("lost: " + entry.getKey());
      } else {
        String text = difference.apply(entry.getValue(), result);
        if (text.isEmpty()) {
          right++;
        } else {
          wrong.add("wrong: " + entry.getKey() + ": " + text);
        }
      }
    }
    latest.keySet().stream()
        .filter(key -> !expected.containsKey(key) && !retracted.test(latest.get(key)))
        .forEach(key -> wrong.add("invented: " + key));
    return new Verdict(expected.size(), right, wrong);
  }

  /** The results that stand. */
  public Map<K, R> latest() {
    return Collections.unmodifiableMap(latest);
  }

  /** Revisions that are there twice, or lacking. */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    known.forEach(
        (key, revisions) -> {
          if (revisions.last() != revisions.size() - 1) {
            all.add("lost: " + key + " has only revisions " + revisions);
          }
        });
    return all;
  }
}
