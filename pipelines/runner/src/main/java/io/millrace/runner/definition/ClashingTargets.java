package io.millrace.runner.definition;

import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import io.millrace.runner.yaml.Place;
import io.millrace.runner.yaml.Problem;
import io.millrace.sdk.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds outputs of one definition that would write to one topic or table, or to a topic that the
 * definition reads: their results would be mixed, or come around for ever.
 *
 * <p>Works on the text, so that it finds them whatever else is wrong.
 */
public final class ClashingTargets {
  private final UnaryOperator<String> named;
  private final Map<String, String> users = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private ClashingTargets(UnaryOperator<String> named) {
    this.named = named;
  }

  /** The clashes of a definition, each at the later of the two names. */
  static List<Problem> of(Mapping definition) {
    return of(definition, UnaryOperator.identity());
  }

  /**
   * The clashes of a definition, each at the later of the two names.
   *
   * @param named what a topic or table of the definition is called in an environment
   */
  public static List<Problem> of(Mapping definition, UnaryOperator<String> named) {
    ClashingTargets clashes = new ClashingTargets(named);
    text(definition.values().get("pipeline"))
        .map(name -> name.replace('/', '.'))
        .ifPresent(
            name -> {
              clashes.users.put(key("kafka", name + ".dead-letters"), "its dead letters go there");
              clashes.users.put(key("kafka", name + ".late"), "its late events go there");
              clashes.users.put(
                  key("kafka", name + ".redriven"), "it is kept there which were redriven");
            });
    entries(definition, "inputs")
        .forEach(
            (name, input) ->
                child(input, "from")
                    .flatMap(from -> child(from, "kafka"))
                    .flatMap(ClashingTargets::text)
                    .ifPresent(
                        topic ->
                            clashes.users.putIfAbsent(
                                key("kafka", named.apply(topic)),
                                "input '" + name + "' reads it")));
    entries(definition, "outputs").forEach(clashes::look);
    return clashes.problems;
  }

  private void look(String output, Node written) {
    Optional<Node> to = child(written, "to");
    List<Node> targets =
        to.map(node -> node instanceof Sequence list ? list.items() : List.of(node))
            .orElse(List.of());
    for (Node target : targets) {
      for (String kind : List.of("kafka", "postgres")) {
        child(target, kind)
            .ifPresent(node -> text(node).ifPresent(name -> use(output, kind, name, node.place())));
      }
    }
  }

  private void use(String output, String kind, String name, Place place) {
    String user = "output '" + output + "' writes it";
    String before = users.putIfAbsent(key(kind, named.apply(name)), user);
    // A second target of one output is refused where outputs are read.
    if (before != null && !before.equals(user)) {
      String what = kind.equals("kafka") ? "topic" : "table";
      String message = "%s '%s' is taken: %s".formatted(what, name, before);
      problems.add(new Problem(place, ErrorCode.CONFLICT, message));
    }
  }

  private static String key(String kind, String name) {
    return kind + ":" + name;
  }

  private static Map<String, Node> entries(Mapping definition, String key) {
    return definition.values().get(key) instanceof Mapping found ? found.values() : Map.of();
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Mapping mapping
        ? Optional.ofNullable(mapping.values().get(key))
        : Optional.empty();
  }

  private static Optional<String> text(Node node) {
    return node instanceof Scalar scalar ? Optional.ofNullable(scalar.text()) : Optional.empty();
  }
}
