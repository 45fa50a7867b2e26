package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Asks a cluster about itself, for a limited time, quietly. */
final class KafkaAdmin implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;

  private KafkaAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Opens a client; that it can connect is not known yet.
   *
   * @throws MillraceException OUT_OF_RANGE if the client refuses its properties
   */
  static KafkaAdmin open(KafkaConnection connection) {
    return open(connection, PATIENCE);
  }

  /**
   * Opens a client that waits for an answer for a given time.
   *
   * @throws MillraceException OUT_OF_RANGE if the client refuses its properties
   */
  static KafkaAdmin open(KafkaConnection connection, Duration patience) {
    Properties properties = connection.forAdmin();
    properties.setProperty("default.api.timeout.ms", Long.toString(patience.toMillis()));
    properties.setProperty("request.timeout.ms", Long.toString(patience.toMillis() / 2));
    properties.setProperty("reconnect.backoff.ms", "1000");
    properties.setProperty("reconnect.backoff.max.ms", "5000");
    try {
      return new KafkaAdmin(Admin.create(properties));
    } catch (KafkaException refused) {
      throw KafkaFailures.refusedProperties(connection, refused);
    }
  }

  /** The client, for a question. */
  Admin ask() {
    return admin;
  }

  /**
   * Waits for an answer.
   *
   * @throws ExecutionException with what went wrong as its cause
   */
  static <T> T answer(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new MillraceException(
          ErrorCode.EXTERNAL, "Interrupted while waiting for an answer of Kafka", stopped);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
