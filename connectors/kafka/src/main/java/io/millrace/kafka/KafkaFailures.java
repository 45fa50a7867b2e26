package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;

/** Says what a failure of Kafka's clients means to a user. */
public final class KafkaFailures {
  private static final String ERRORS = "org.apache.kafka.common.errors.";
  private static final String OUT_OF_RANGE =
      "org.apache.kafka.clients.consumer.OffsetOutOfRangeException";
  private static final Pattern POSITION =
      Pattern.compile("offset=(\\d+).*out of range for partition (\\S+)");

  /** By class name: what comes from a cluster has been serialised, and is of another class. */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("SaslAuthenticationException", "the login is refused"),
          Map.entry("UnsupportedSaslMechanismException", "it does not offer this sasl.mechanism"),
          Map.entry("IllegalSaslStateException", "the login is refused"),
          Map.entry("SslAuthenticationException", "no agreement on TLS"),
          Map.entry("TopicAuthorizationException", "permission is missing"),
          Map.entry("GroupAuthorizationException", "permission is missing"),
          Map.entry("ClusterAuthorizationException", "permission is missing"),
          Map.entry("TransactionalIdAuthorizationException", "permission is missing"),
          Map.entry("UnknownTopicOrPartitionException", "it does not exist"),
          Map.entry("InvalidTopicException", "Kafka allows no such name"),
          Map.entry(
              "RecordTooLargeException", "a record is larger than max.message.bytes of the topic"),
          Map.entry(
              "InvalidTxnTimeoutException",
              "transaction.max.timeout.ms of the brokers is below 15 min"),
          Map.entry(
              "ProducerFencedException", "another job writes with the same transactional ids"),
          Map.entry(
              "InvalidProducerEpochException",
              "another job writes with the same transactional ids"),
          Map.entry(
              "TimeoutException",
              "no answer in time; security.protocol may not be what the brokers speak"));

  private KafkaFailures() {}

  /**
   * What made a job fail, if it was Kafka.
   *
   * @param failure as Flink reports it, with its causes
   * @return UNKNOWN_NAME or EXTERNAL; empty if nothing in the chain of causes came from Kafka
   */
  public static Optional<MillraceException> explain(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String type = className(one);
      if (type.equals(OUT_OF_RANGE)) {
        return Optional.of(outOfRange(one));
      } else if (type.startsWith(ERRORS) && MEANINGS.containsKey(simple(type))) {
        return Optional.of(new MillraceException(code(type), words("Kafka", type, message(one))));
      }
    }
    return Optional.empty();
  }

  private static MillraceException outOfRange(Throwable failure) {
    Matcher match = POSITION.matcher(message(failure));
    String where = match.find() ? match.group(2) + " at offset " + match.group(1) : "a partition";
    return new MillraceException(
        ErrorCode.EXTERNAL,
        "Kafka no longer has the records of "
            + where
            + ", which come next: retention deleted them, or the topic was made anew; nothing was"
            + " skipped; expected a savepoint within the topic, or a start from nothing with a higher"
            + " generation");
  }

  /**
   * A failed question to a cluster.
   *
   * @param what what was asked about, with which the message begins
   */
  static MillraceException of(KafkaConnection connection, String what, Throwable failure) {
    String type = className(failure);
    String reason = Secrets.of(connection.properties()).hide(message(failure));
    // The cause is left out: it may hold what was just hidden.
    return new MillraceException(code(type), words(what, type, reason));
  }

  /** Properties that a client does not take. */
  static MillraceException refusedProperties(KafkaConnection connection, Throwable failure) {
    StringBuilder reasons = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      reasons.append(": ").append(message(one));
    }
    String reason = Secrets.of(connection.properties()).hide(reasons.toString());
    return new MillraceException(
        ErrorCode.OUT_OF_RANGE, "Kafka's client does not take its properties" + reason);
  }

  private static String words(String what, String type, String message) {
    String meaning = MEANINGS.get(simple(type));
    if (meaning == null) {
      return what + ": " + simple(type) + ": " + message;
    }
    return what + ": " + meaning + (message.isBlank() ? "" : " (" + message + ")");
  }

  private static ErrorCode code(String type) {
    return simple(type).equals("UnknownTopicOrPartitionException")
        ? ErrorCode.UNKNOWN_NAME
        : ErrorCode.EXTERNAL;
  }

  private static String className(Throwable failure) {
    return failure instanceof SerializedThrowable serialized
        ? serialized.getOriginalErrorClassName()
        : failure.getClass().getName();
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? "" : message.lines().findFirst().orElse("").strip();
  }
}
