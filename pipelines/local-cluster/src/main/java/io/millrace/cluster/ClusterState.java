package io.millrace.cluster;

import java.util.Map;

/**
 * What other programs need to know of a local cluster.
 *
 * @param ready whether all parts have started; until then only the holder is known
 * @param holder the process that holds the cluster, and runs the broker
 * @param bootstrap address of the Kafka broker
 * @param jdbcUrl address of the database, without password
 * @param user of the database
 * @param passwordFile file with the password of the user
 * @param restUrl address of Flink's web UI and REST interface
 * @param processes all other processes, by name
 */
record ClusterState(
    boolean ready,
    ProcessIdentity holder,
    String bootstrap,
    String jdbcUrl,
    String user,
    String passwordFile,
    String restUrl,
    Map<String, ProcessIdentity> processes) {

  static ClusterState starting() {
    ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current());
    return new ClusterState(false, self, "", "", "", "", "", Map.of());
  }
}
