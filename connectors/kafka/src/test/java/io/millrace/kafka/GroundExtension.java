package io.millrace.kafka;

import io.millrace.cluster.KafkaBroker;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the {@link Ground} with the first test that asks for it, and stops it after the last. */
final class GroundExtension implements ParameterResolver {

  private record Started(Ground ground) implements AutoCloseable {
    static Started now() {
      Configuration patient = new Configuration();
      // Where the machine stands still for a while, nobody is lost.
      patient.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofDays(1));
      KafkaBroker broker = KafkaBroker.start(KafkaBroker.Options.withUsers(Ground.USERS));
      MiniCluster flink =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(patient)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(4)
                  .withRandomPorts()
                  .build());
      try {
        flink.start();
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
      return new Started(new Ground(broker, flink));
    }

    @Override
    public void close() {
      ground.flink().closeAsync().join();
      ground.broker().close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Ground.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(GroundExtension.class))
        .getOrComputeIfAbsent(Started.class, type -> Started.now(), Started.class)
        .ground();
  }
}
