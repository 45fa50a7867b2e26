package io.millrace.runner.yaml;

import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Node.Scalar;
import io.millrace.runner.yaml.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a resolved definition as YAML. */
public final class YamlWriter {
  private YamlWriter() {}

  /** The definition as text; its values are as they were written, without comments. */
  public static String write(Mapping definition) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).build();
    return new Dump(settings).dumpToString(plain(definition));
  }

  private static Object plain(Node node) {
    if (node instanceof Mapping mapping) {
      Map<String, Object> plain = new LinkedHashMap<>();
      mapping.values().forEach((key, value) -> plain.put(key, plain(value)));
      return plain;
    } else if (node instanceof Sequence sequence) {
      return sequence.items().stream().map(YamlWriter::plain).toList();
    }
    return ((Scalar) node).text();
  }
}
