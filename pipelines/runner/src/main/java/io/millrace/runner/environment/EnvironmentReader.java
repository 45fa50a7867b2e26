package io.millrace.runner.environment;

import io.millrace.runner.definition.SchemaFiles;
import io.millrace.runner.yaml.MappingReader;
import io.millrace.runner.yaml.Node.Mapping;
import io.millrace.runner.yaml.Problem;
import io.millrace.runner.yaml.RefusedException;
import io.millrace.runner.yaml.YamlText;
import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Reads environments. What is wrong with one is reported all at once, each problem at its line and
 * column.
 */
public final class EnvironmentReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}");

  private final List<Problem> problems = new ArrayList<>();

  private EnvironmentReader() {}

  /**
   * Reads an environment.
   *
   * @param file the name for messages
   * @param pipeline the name of the pipeline, from which that of the deployment comes if none is
   *     given
   * @throws RefusedException with everything that is wrong
   */
  public static Environment read(String file, String text, String pipeline) {
    EnvironmentReader reader = new EnvironmentReader();
    Optional<Mapping> written = YamlText.read(file, text, reader.problems);
    Optional<Environment> environment = written.map(mapping -> reader.read(mapping, pipeline));
    if (!reader.problems.isEmpty()) {
      throw new RefusedException(reader.problems);
    }
    return environment.orElseThrow();
  }

  private Environment read(Mapping written, String pipeline) {
    try (MappingReader reader = new MappingReader(written, "the environment", problems)) {
      return new Environment(
          reader.mapping("kafka").map(this::kafka),
          reader.textByName("rename"),
          reader.mapping("registry").flatMap(this::registry),
          reader.mapping("postgres").map(this::postgres),
          reader.mapping("archive").flatMap(this::archive),
          schemas(reader, written),
          deployment(reader, pipeline),
          reader.textByName("flink"),
          written);
    }
  }

  /** The schemas of files and folders, whose names are relative to the environment. */
  private static List<Schema> schemas(MappingReader reader, Mapping written) {
    try {
      return SchemaFiles.readAll(
          reader.texts("schemas").stream()
              .map(name -> Path.of(written.place().file()).resolveSibling(name))
              .toList());
    } catch (MillraceException wrong) {
      reader.problem("schemas", wrong.code(), wrong.getMessage());
      return List.of();
    }
  }

  private Environment.Kafka kafka(Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "'kafka'", problems)) {
      String bootstrap = reader.requiredText("bootstrap", "bootstrap: localhost:9092").orElse("");
      Map<String, String> properties = reader.textByName("properties");
      properties.forEach(
          (name, value) -> {
            if (Secrets.isNamed(name) && !Secrets.isReference(value)) {
              // Without the value: it may be the secret itself.
              String message =
                  name + " holds a secret; expected a reference: ${env:NAME} or ${file:PATH:KEY}";
              problems.add(
                  new Problem(
                      reader.mapping("properties").orElseThrow().values().get(name).place(),
                      ErrorCode.WRONG_TYPE,
                      message));
            }
          });
      return new Environment.Kafka(bootstrap, properties, flag(reader, "create"));
    }
  }

  private Optional<URI> registry(Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "'registry'", problems)) {
      Optional<String> url = reader.requiredText("url", "url: https://registry:8081");
      try {
        return url.map(URI::create);
      } catch (IllegalArgumentException wrong) {
        // Without the value: a login may stand in it.
        String message = "url is no address; expected one such as https://registry:8081";
        reader.problem("url", ErrorCode.WRONG_TYPE, message);
        return Optional.empty();
      }
    }
  }

  private Environment.Postgres postgres(Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "'postgres'", problems)) {
      if (reader.has("password")) {
        reader.problem(
            "password",
            ErrorCode.WRONG_TYPE,
            "a password does not stand in an environment; expected 'password-file', which names a"
                + " file that holds it");
      }
      return new Environment.Postgres(
          reader.requiredText("url", "url: jdbc:postgresql://localhost/analytics").orElse(""),
          reader.requiredText("user", "user: millrace").orElse(""),
          Path.of(reader.requiredText("password-file", "password-file: secrets/db").orElse("")),
          flag(reader, "create"));
    }
  }

  private Optional<String> archive(Mapping mapping) {
    try (MappingReader reader = new MappingReader(mapping, "'archive'", problems)) {
      return reader.requiredText("path", "path: s3://bucket/archive");
    }
  }

  private Environment.Deployment deployment(MappingReader environment, String pipeline) {
    Mapping none = new Mapping(environment.place(), Map.of(), Map.of());
    Mapping mapping = environment.mapping("deployment").orElse(none);
    try (MappingReader reader = new MappingReader(mapping, "'deployment'", problems)) {
      String name = reader.text("name").orElse(pipeline.replace('/', '-'));
      if (!NAME.matcher(name).matches()) {
        String message =
            "name is '" + name + "'; expected a-z, 0-9 and '-', such as line-temperature-prod";
        reader.problem("name", ErrorCode.WRONG_TYPE, message);
      }
      Optional<Long> parallelism = wholeNumber(reader, "parallelism", 1, 32_768);
      return new Environment.Deployment(
          name,
          wholeNumber(reader, "generation", 0, Integer.MAX_VALUE).orElse(0L),
          parallelism.map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty()),
          reader.duration("checkpoint-interval").orElse(Duration.ofSeconds(10)),
          reader.text("state"));
    }
  }

  private static Optional<Long> wholeNumber(MappingReader reader, String key, long min, long max) {
    Optional<String> text = reader.text(key);
    try {
      Optional<Long> number = text.map(Long::valueOf).filter(value -> value >= min && value <= max);
      if (text.isEmpty() || number.isPresent()) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Told below, with the range.
    }
    String message =
        key + " is '" + text.get() + "'; expected a whole number from " + min + " to " + max;
    reader.problem(key, ErrorCode.OUT_OF_RANGE, message);
    return Optional.empty();
  }

  private static boolean flag(MappingReader reader, String key) {
    String text = reader.text(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      reader.problem(key, ErrorCode.WRONG_TYPE, key + " is '" + text + "'; expected true or false");
    }
    return text.equals("true");
  }
}
