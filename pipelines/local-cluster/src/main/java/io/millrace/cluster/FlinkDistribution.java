package io.millrace.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The jars of a Flink cluster, and the settings of {@code flink-conf/}.
 *
 * @param lib the folder of the jars
 */
record FlinkDistribution(Path lib) {
  private static final String PROPERTY = "millrace.flink.lib";
  private static final String VARIABLE = "MILLRACE_FLINK_LIB";

  /**
   * Finds the jars: where the property {@code millrace.flink.lib} or the environment variable
   * {@code MILLRACE_FLINK_LIB} says, or where the build of this module has put them.
   */
  static FlinkDistribution find() {
    String given = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    Path lib = given == null ? besideOurClasses() : Path.of(given);
    if (!Files.isDirectory(lib)) {
      throw new LocalClusterException(
          "No folder "
              + lib
              + " with Flink's jars: build the module pipelines/local-cluster, or set "
              + VARIABLE);
    }
    return new FlinkDistribution(lib.toAbsolutePath());
  }

  private static Path besideOurClasses() {
    try {
      Path classes =
          Path.of(
              FlinkDistribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling("flink-lib");
    } catch (URISyntaxException e) {
      throw new LocalClusterException("Can't find our own jar: " + e.getMessage(), e);
    }
  }

  /** All jars, for {@code java -cp}. */
  String classPath() {
    return lib + "/*";
  }

  /** The options of {@code flink-conf/config.yaml}. */
  static Map<String, String> settings() {
    try (InputStream file = resource("config.yaml")) {
      Map<String, String> settings = new TreeMap<>();
      Map<?, ?> loaded =
          (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
      loaded.forEach((key, value) -> settings.put(key.toString(), value.toString()));
      return settings;
    } catch (IOException e) {
      throw new LocalClusterException("Can't read flink-conf/config.yaml: " + e.getMessage(), e);
    }
  }

  /** Writes the configuration that Flink's processes read. */
  static void writeConfiguration(Path folder, Map<String, String> settings) {
    String yaml =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    try {
      Files.writeString(folder.resolve("config.yaml"), yaml);
      for (String name : List.of("log4j.properties", "log4j-cli.properties")) {
        try (InputStream file = resource(name)) {
          Files.copy(file, folder.resolve(name));
        }
      }
    } catch (IOException e) {
      throw new LocalClusterException(
          "Can't write Flink's configuration to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static InputStream resource(String name) {
    return FlinkDistribution.class.getResourceAsStream("/flink-conf/" + name);
  }

  /** Splits the JVM options of one setting, such as {@code env.java.opts.all}. */
  static List<String> jvmOptions(Map<String, String> settings, String name) {
    String options = settings.getOrDefault(name, "").strip();
    return options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+"));
  }
}
