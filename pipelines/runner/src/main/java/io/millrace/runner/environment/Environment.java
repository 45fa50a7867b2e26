package io.millrace.runner.environment;

import io.millrace.runner.yaml.Node;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * Where brokers, databases and secrets are. A secret is always a reference, which is resolved on
 * the machine that uses it.
 *
 * @param rename topics and tables of a definition by what they are called here
 * @param archive the folder of the archive, on any file system that Flink knows
 * @param schemas that producers write Avro with, beside the shipped ones
 * @param flink options of Flink
 * @param text the environment as it was written
 */
public record Environment(
    Optional<Kafka> kafka,
    Map<String, String> rename,
    Optional<URI> registry,
    Optional<Postgres> postgres,
    Optional<String> archive,
    List<Schema> schemas,
    Deployment deployment,
    Map<String, String> flink,
    Node.Mapping text) {

  /**
   * A Kafka cluster.
   *
   * @param properties of its clients; secrets as {@code ${env:NAME}} or {@code ${file:PATH:KEY}}
   * @param create whether topics that are missing are made
   */
  public record Kafka(String bootstrap, Map<String, String> properties, boolean create) {}

  /**
   * A PostgreSQL database.
   *
   * @param passwordFile a file that holds the password and nothing else, on every task manager
   * @param create whether tables that are missing are made
   */
  public record Postgres(String url, String user, Path passwordFile, boolean create) {}

  /**
   * One running pipeline.
   *
   * @param name from it derive the consumer group, the transactional prefix and the folder of
   *     savepoints
   * @param generation grows with each start from nothing; results of a higher one replace those of
   *     a lower
   * @param state where checkpoints and savepoints are kept; empty for where the cluster keeps them
   */
  public record Deployment(
      String name,
      long generation,
      OptionalInt parallelism,
      Duration checkpointInterval,
      Optional<String> state) {

    /** The consumer group, and the prefix of transactions and client ids. */
    public String id() {
      return "millrace." + name + "." + generation;
    }
  }

  /**
   * This environment for another deployment, which makes what is missing, renames nothing, and has
   * no archive to write to.
   */
  public Environment as(Deployment other) {
    return new Environment(
        kafka.map(one -> new Kafka(one.bootstrap(), one.properties(), true)),
        Map.of(),
        registry,
        postgres.map(one -> new Postgres(one.url(), one.user(), one.passwordFile(), true)),
        Optional.empty(),
        schemas,
        other,
        flink,
        text);
  }

  /** What a topic or table of a definition is called here. */
  public String named(String name) {
    return rename.getOrDefault(name, name);
  }
}
