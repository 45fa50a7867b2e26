package io.millrace.kafka;

import io.millrace.cluster.KafkaBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The broker, which asks for a login, and the Flink cluster that all tests of the module share.
 * Topics are each test's own.
 */
record Ground(KafkaBroker broker, MiniCluster flink) {

  static final Map<String, String> USERS = Map.of("operator", "0perator-s3cret");

  KafkaConnection connection() {
    return connection(broker.adminProperties());
  }

  /** As a user that may do nothing that a test has not allowed. */
  KafkaConnection connectionOf(String user, String password) {
    return connection(broker.clientProperties(user, password));
  }

  private KafkaConnection connection(Map<String, Object> client) {
    Map<String, String> properties =
        client.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("bootstrap.servers"))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
    return new KafkaConnection(broker.bootstrap(), properties);
  }

  void send(String topic, byte[]... values) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(new ProducerRecord<>(topic, 0, null, value));
    }
    send(records);
  }

  void send(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> properties = new HashMap<>(broker.adminProperties());
    properties.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      records.forEach(producer::send);
    }
  }

  /** Deletes what stands before an offset, as retention would. */
  void deleteRecords(String topic, int partition, long before) throws Exception {
    try (Admin admin = Admin.create(new HashMap<>(broker.adminProperties()))) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
          .all()
          .get();
    }
  }

  /** Without Kryo, without a second attempt, one task of each kind. */
  StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
  }

  JobID start(StreamExecutionEnvironment environment, String savepoint) throws Exception {
    StreamGraph graph = environment.getStreamGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    return flink.submitJob(graph).get().getJobID();
  }

  JobID start(StreamExecutionEnvironment environment) throws Exception {
    return start(environment, null);
  }

  /** Waits for the end of a job; empty if it finished, else why it failed. */
  Optional<Throwable> end(JobID job) throws ExecutionException, InterruptedException {
    ClassLoader loader = Ground.class.getClassLoader();
    return flink
        .requestJobResult(job)
        .get()
        .getSerializedThrowable()
        .map(failure -> failure.deserializeError(loader));
  }

  Optional<Throwable> run(StreamExecutionEnvironment environment) throws Exception {
    return end(start(environment));
  }

  void cancel(JobID job) throws Exception {
    flink.cancelJob(job).get();
    flink.requestJobResult(job).get();
  }
}
