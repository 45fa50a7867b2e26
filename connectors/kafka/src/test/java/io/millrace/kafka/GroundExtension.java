package io.millrace.kafka;

import io.millrace.cluster.KafkaBroker;
import io.millrace.testkit.SharedCluster;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the {@link Ground} with the first test that asks for it, and stops it after the last. */
final class GroundExtension implements ParameterResolver {

  private record Started(Ground ground) implements AutoCloseable {
    static Started now() {
      KafkaBroker broker = KafkaBroker.start(KafkaBroker.Options.withUsers(Ground.USERS));
      return new Started(new Ground(broker, SharedCluster.cluster()));
    }

    @Override
    public void close() {
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
