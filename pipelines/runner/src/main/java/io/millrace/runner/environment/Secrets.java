package io.millrace.runner.environment;

import io.millrace.runner.yaml.Node;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What looks like a secret, by its name or its shape. */
public final class Secrets {
  private static final String HIDDEN = "(hidden)";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^}]+}");
  private static final Pattern PLAIN_JAAS_SECRET =
      Pattern.compile("(?i)(password|secret|token)\\w*\\s*=\\s*[\"']?(?!\\$\\{)[^\\s\"']");
  private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]+@");
  private static final Pattern ARGUMENT =
      Pattern.compile("(?i)((?:password|secret|token|pwd)\\w*=)(?!\\$\\{)[^&;\\s]+");
  private static final List<String> NAMES =
      List.of(
          "password",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "jaas",
          "credential",
          "key.pem",
          "keystore.key",
          "private-key",
          "private.key",
          "access-key",
          "access.key",
          "api-key",
          "apikey");

  private Secrets() {}

  /** Whether a value of this name is one. */
  static boolean isNamed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.stream().anyMatch(lower::contains);
  }

  /** A reference as a whole, or an entry of JAAS in which every secret is one. */
  static boolean isReference(String value) {
    return REFERENCE.matcher(value).matches()
        || (REFERENCE.matcher(value).find() && !PLAIN_JAAS_SECRET.matcher(value).find());
  }

  /** The same text, to be shown: without the values of secrets, but with references to them. */
  public static Mapping hide(Mapping shown) {
    Map<String, Node> values = new LinkedHashMap<>();
    shown.values().forEach((name, value) -> values.put(name, hide(name, value)));
    return new Mapping(shown.place(), shown.keys(), values);
  }

  private static Node hide(String name, Node value) {
    if (value instanceof Mapping mapping) {
      return hide(mapping);
    } else if (value instanceof Sequence list) {
      return new Sequence(
          list.place(), list.items().stream().map(item -> hide(name, item)).toList());
    }
    String text = ((Scalar) value).text();
    return text == null ? value : new Scalar(value.place(), hide(name, text));
  }

  private static String hide(String name, String value) {
    // A file that holds a secret is a reference, too.
    if (isNamed(name) && !name.endsWith("-file") && !isReference(value)) {
      return HIDDEN;
    }
    String withoutLogin = LOGIN.matcher(value).replaceAll("//" + HIDDEN + "@");
    return isReference(value) ? value : ARGUMENT.matcher(withoutLogin).replaceAll("$1" + HIDDEN);
  }
}
