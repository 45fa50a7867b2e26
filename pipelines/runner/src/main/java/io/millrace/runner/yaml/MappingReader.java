package io.millrace.runner.yaml;

import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.sdk.Durations;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Takes the values out of one mapping, key by key. Whatever is wrong goes to the list of problems,
 * and reading goes on: a user is told everything at once. {@link #close} refuses the keys that
 * nobody asked for.
 */
public final class MappingReader implements AutoCloseable {
  private final Mapping mapping;
  private final String owner;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param owner what the mapping is, for messages, such as {@code input 'readings'}
   */
  public MappingReader(Mapping mapping, String owner, List<Problem> problems) {
    this.mapping = mapping;
    this.owner = owner;
    this.problems = problems;
  }

  public Place place() {
    return mapping.place();
  }

  public boolean has(String key) {
    known.add(key);
    return mapping.values().containsKey(key);
  }

  /** Where a key stands; the mapping itself if it does not. */
  public Place placeOf(String key) {
    return mapping.keys().getOrDefault(key, mapping.place());
  }

  public Optional<Node> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.values().get(key));
  }

  public void problem(String key, ErrorCode code, String message) {
    Node value = mapping.values().get(key);
    problems.add(new Problem(value == null ? placeOf(key) : value.place(), code, message));
  }

  public Optional<String> text(String key) {
    return node(key).flatMap(node -> scalar(key, node, "a text"));
  }

  public Optional<String> requiredText(String key, String example) {
    if (!has(key)) {
      missing(key, example);
    }
    return text(key);
  }

  public void missing(String key, String example) {
    String message = owner + " needs the key '" + key + "', such as '" + example + "'";
    problems.add(new Problem(mapping.place(), ErrorCode.MISSING_KEY, message));
  }

  public Optional<Duration> duration(String key) {
    Optional<String> text = node(key).flatMap(node -> scalar(key, node, Durations.EXPECTED));
    Optional<Duration> duration = text.flatMap(Durations::parse);
    if (text.isPresent() && duration.isEmpty()) {
      String message = key + " is '" + text.get() + "'; expected " + Durations.EXPECTED;
      problem(key, ErrorCode.WRONG_TYPE, message);
    }
    return duration;
  }

  /** The texts of a list; a single text is a list of one. */
  public List<String> texts(String key) {
    return node(key).map(node -> texts(key, node)).orElse(List.of());
  }

  /** The items of a list; a single value is a list of one. */
  public List<Node> items(String key) {
    return node(key).map(MappingReader::items).orElse(List.of());
  }

  private static List<Node> items(Node node) {
    return node instanceof Sequence list ? list.items() : List.of(node);
  }

  private List<String> texts(String key, Node node) {
    List<String> texts = new ArrayList<>();
    items(node)
        .forEach(item -> scalar(key, item, "a text or a list of texts").ifPresent(texts::add));
    return texts;
  }

  /** The values of a mapping from names to texts or lists of texts, in their order. */
  public Map<String, List<String>> textsByName(String key) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    mapping(key)
        .ifPresent(
            nested -> nested.values().forEach((name, node) -> byName.put(name, texts(name, node))));
    return byName;
  }

  /** The values of a mapping from names to texts; the elements of a list are joined by commas. */
  public Map<String, String> textByName(String key) {
    Map<String, String> byName = new LinkedHashMap<>();
    textsByName(key).forEach((name, texts) -> byName.put(name, String.join(",", texts)));
    return byName;
  }

  public Optional<Mapping> mapping(String key) {
    return node(key).flatMap(node -> asMapping("'" + key + "' of " + owner, node));
  }

  /**
   * Hands each entry of a mapping of mappings to the caller, such as each input of {@code inputs}.
   */
  public void each(String key, BiConsumer<String, Mapping> reader) {
    mapping(key)
        .ifPresent(
            nested ->
                nested
                    .values()
                    .forEach(
                        (name, node) ->
                            asMapping("'" + name + "'", node)
                                .ifPresent(entry -> reader.accept(name, entry))));
  }

  private Optional<Mapping> asMapping(String what, Node node) {
    if (node instanceof Mapping nested) {
      return Optional.of(nested);
    }
    String message = what + " is " + node.kind() + "; expected keys and values";
    problems.add(new Problem(node.place(), ErrorCode.WRONG_TYPE, message));
    return Optional.empty();
  }

  private Optional<String> scalar(String key, Node node, String expected) {
    if (node instanceof Scalar scalar && scalar.text() != null) {
      return Optional.of(scalar.text());
    }
    String message = key + " is " + node.kind() + "; expected " + expected;
    problems.add(new Problem(node.place(), ErrorCode.WRONG_TYPE, message));
    return Optional.empty();
  }

  @Override
  public void close() {
    mapping
        .keys()
        .forEach(
            (key, place) -> {
              if (!known.contains(key)) {
                String message =
                    "unknown key '" + key + "' in " + owner + Suggestions.of(key, known);
                problems.add(new Problem(place, ErrorCode.UNKNOWN_KEY, message));
              }
            });
  }
}
