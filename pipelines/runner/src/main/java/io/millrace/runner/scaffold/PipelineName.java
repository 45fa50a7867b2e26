package io.millrace.runner.scaffold;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The name of a pipeline, as a definition has it, and what Java makes of it.
 *
 * @param text such as {@code plant/line-temperature}
 */
public record PipelineName(String text) {

  public PipelineName {
    if (!text.matches("[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?") || text.matches(".*-(-.*|/.*|$)")) {
      throw new MillraceException(
          ErrorCode.OUT_OF_RANGE,
          "the name is '"
              + text
              + "'; expected words of a-z, 0-9 and '-', such as"
              + " plant/line-temperature");
    }
  }

  /** The name without its domain, such as {@code line-temperature}. */
  public String last() {
    return text.substring(text.indexOf('/') + 1);
  }

  /** Such as {@code LineTemperature}. */
  String className() {
    return Arrays.stream(last().split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** Such as {@code plant.linetemperature}; for a name without a domain, in {@code pipelines}. */
  String packageName() {
    String domain = text.contains("/") ? text.substring(0, text.indexOf('/')) : "pipelines";
    return word(domain) + "." + word(last());
  }

  private static String word(String name) {
    String word = name.replace("-", "");
    return SourceVersion.isKeyword(word) ? word + "pipeline" : word;
  }
}
