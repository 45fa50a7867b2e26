package io.millrace.kafka;

import java.util.Objects;

/** What a sink promises when a job fails and goes on from its last checkpoint. */
public sealed interface Delivery {

  /**
   * A consumer that reads committed records only sees each record once. It sees them with the next
   * completed checkpoint.
   *
   * @param transactionalIdPrefix what the ids of the transactions begin with; no other sink of any
   *     job on the cluster may have it, and a deployment keeps it
   */
  record ExactlyOnce(String transactionalIdPrefix) implements Delivery {
    public ExactlyOnce {
      if (Objects.requireNonNull(transactionalIdPrefix).isBlank()) {
        throw new IllegalArgumentException("Expected a prefix of transactional ids, got none");
      }
    }
  }

  /** None is lost, and after a failure some come again. A consumer sees them at once. */
  record AtLeastOnce() implements Delivery {}

  /** Transactions with ids of this prefix. */
  static Delivery exactlyOnce(String transactionalIdPrefix) {
    return new ExactlyOnce(transactionalIdPrefix);
  }

  /** No transactions. */
  static Delivery atLeastOnce() {
    return new AtLeastOnce();
  }
}
