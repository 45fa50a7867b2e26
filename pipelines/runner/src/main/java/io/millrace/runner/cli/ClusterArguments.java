package io.millrace.runner.cli;

import io.millrace.runner.launch.RemoteCluster;
import java.net.URI;
import picocli.CommandLine.Option;

/** The argument of every verb that speaks to a Flink cluster. */
final class ClusterArguments {
  @Option(
      names = "--cluster",
      required = true,
      paramLabel = "URL",
      description = "The REST interface of the Flink cluster, such as http://localhost:8081.")
  private URI url;

  RemoteCluster cluster() {
    return new RemoteCluster(url);
  }
}
