package io.millrace.runner.yaml;

import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 into {@link Node}s. Values stay texts: whoever reads one says what type it has to
 * be.
 */
public final class YamlText {
  private final String file;
  private final List<String> lines;
  private final List<Problem> problems;
  private final Set<org.snakeyaml.engine.v2.nodes.Node> open = new HashSet<>();

  private YamlText(String file, String text, List<Problem> problems) {
    this.file = file;
    this.lines = text.lines().toList();
    this.problems = problems;
  }

  /**
   * Reads a document whose top is a mapping.
   *
   * @param file the name for messages
   * @param problems receives what is wrong with the text
   * @return the mapping, without what was wrong; empty if there is nothing to go on with
   */
  public static Optional<Mapping> read(String file, String text, List<Problem> problems) {
    Place start = new Place(file, 1, 1);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(true).build();
    try {
      Optional<org.snakeyaml.engine.v2.nodes.Node> top = new Compose(settings).composeString(text);
      if (top.isEmpty()) {
        problems.add(new Problem(start, ErrorCode.SYNTAX, "the file is empty"));
        return Optional.empty();
      }
      Node node = new YamlText(file, text, problems).convert(top.get());
      if (node instanceof Mapping mapping) {
        return Optional.of(mapping);
      }
      String message = "expected keys and values such as 'version: 1', found " + node.kind();
      problems.add(new Problem(node.place(), ErrorCode.SYNTAX, message));
    } catch (MarkedYamlEngineException wrong) {
      Place place = wrong.getProblemMark().map(mark -> place(file, mark)).orElse(start);
      problems.add(new Problem(place, ErrorCode.SYNTAX, "not YAML: " + wrong.getProblem()));
    } catch (StackOverflowError tooDeep) {
      problems.add(new Problem(start, ErrorCode.SYNTAX, "nested too deeply"));
    } catch (YamlEngineException wrong) {
      String message = "not YAML: " + wrong.getMessage().lines().findFirst().orElse("");
      problems.add(new Problem(start, ErrorCode.SYNTAX, message));
    }
    return Optional.empty();
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
    Place place = node.getStartMark().map(mark -> place(file, mark)).orElse(Place.of(file));
    if (!open.add(node)) {
      problems.add(new Problem(place, ErrorCode.SYNTAX, "an alias that contains itself"));
      return new Scalar(place, null);
    }
    try {
      if (node instanceof MappingNode mapping) {
        return convert(place, mapping);
      } else if (node instanceof SequenceNode sequence) {
        List<Node> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(convert(item)));
        return new Sequence(place, items);
      }
      ScalarNode scalar = (ScalarNode) node;
      String value = scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue();
      return new Scalar(place, value, content(place, scalar.getScalarStyle()));
    } finally {
      open.remove(node);
    }
  }

  private Place content(Place place, ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED, DOUBLE_QUOTED -> new Place(file, place.line(), place.column() + 1);
      case LITERAL, FOLDED -> new Place(file, place.line() + 1, indentation(place.line()) + 1);
      default -> place;
    };
  }

  /** How far the first line after a line is indented that is not blank. */
  private int indentation(int line) {
    return lines.stream()
        .skip(line)
        .filter(one -> !one.isBlank())
        .findFirst()
        .map(one -> one.length() - one.stripLeading().length())
        .orElse(0);
  }

  private Mapping convert(Place place, MappingNode mapping) {
    Map<String, Place> keys = new LinkedHashMap<>();
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = convert(tuple.getKeyNode());
      if (!(key instanceof Scalar name) || name.text() == null) {
        String message = "a key is a word, not " + key.kind();
        problems.add(new Problem(key.place(), ErrorCode.SYNTAX, message));
      } else if (keys.containsKey(name.text())) {
        String message =
            "key '" + name.text() + "' stands here twice; first at " + keys.get(name.text());
        problems.add(new Problem(key.place(), ErrorCode.CONFLICT, message));
      } else {
        keys.put(name.text(), key.place());
        values.put(name.text(), convert(tuple.getValueNode()));
      }
    }
    return new Mapping(place, keys, values);
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
