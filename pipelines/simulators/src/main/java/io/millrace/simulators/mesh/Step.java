package io.millrace.simulators.mesh;

import java.util.List;

/** What an operation does besides its own work. */
sealed interface Step {

  /** Asks a service that sends spans too, and waits for the answer. */
  record Call(Operation operation) implements Step {}

  /** Asks a database, which sends no spans. */
  record Query(String database) implements Step {}

  /** Asks a service of somebody else, which sends no spans. */
  record External(String peer) implements Step {}

  /** Sends a message by a broker, which several services receive later; nobody waits for them. */
  record Message(String broker, List<Operation> consumers) implements Step {}

  /** A part of the work that has a span of its own. */
  record Local(String name, List<Step> steps) implements Step {}
}
