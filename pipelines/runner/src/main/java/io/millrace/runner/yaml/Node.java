package io.millrace.runner.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a definition, which knows where it was written. */
public sealed interface Node {

  /** Where it begins. */
  Place place();

  /** What it is, for messages. */
  String kind();

  /**
   * A text, number, truth value or, if {@code text} is null, nothing.
   *
   * @param content where the text itself begins, behind a quote or on the line below a {@code |}
   */
  record Scalar(Place place, String text, Place content) implements Node {

    /** A value that begins where its text does. */
    public Scalar(Place place, String text) {
      this(place, text, place);
    }

    /**
     * Where a character of the text stands; exact for texts of one line and for blocks of {@code
     * |}.
     *
     * @param line of the text, from 1
     * @param column in that line, from 1
     */
    public Place at(int line, int column) {
      if (content.line() == 0) {
        return content;
      }
      return new Place(content.file(), content.line() + line - 1, content.column() + column - 1);
    }

    @Override
    public String kind() {
      return text == null ? "nothing" : "the value '" + text + "'";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * Keys and values, in the order of the text.
   *
   * @param keys where each key stands
   */
  record Mapping(Place place, Map<String, Place> keys, Map<String, Node> values) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }

    /**
     * This mapping, laid over another: what is here wins, mappings within are laid over each other
     * in turn.
     */
    public Mapping over(Mapping below) {
      Map<String, Place> mergedKeys = new LinkedHashMap<>(below.keys);
      Map<String, Node> mergedValues = new LinkedHashMap<>(below.values);
      values.forEach(
          (key, value) -> {
            Node beneath = below.values.get(key);
            boolean deep = value instanceof Mapping && beneath instanceof Mapping;
            mergedKeys.put(key, keys.get(key));
            mergedValues.put(key, deep ? ((Mapping) value).over((Mapping) beneath) : value);
          });
      return new Mapping(place, mergedKeys, mergedValues);
    }

    /** This mapping without some of its keys. */
    public Mapping without(List<String> names) {
      Map<String, Place> fewerKeys = new LinkedHashMap<>(keys);
      Map<String, Node> fewerValues = new LinkedHashMap<>(values);
      fewerKeys.keySet().removeAll(names);
      fewerValues.keySet().removeAll(names);
      return new Mapping(place, fewerKeys, fewerValues);
    }
  }
}
