package io.millrace.simulators.mesh;

/**
 * A span as its host tells it, whatever becomes of it.
 *
 * @param host that the work was done on
 * @param parent id of the span that caused it; null for the first of its trace
 * @param start by the clock of the host, in us since 1970-01-01T00:00:00Z; likewise {@code end}
 * @param peer who was asked, as the service names it; null if it does not
 * @param database that was asked; null if none was
 * @param weight how many spans it stands for
 */
public record MeshSpan(
    String host,
    String trace,
    String id,
    String parent,
    Kind kind,
    String service,
    String operation,
    long start,
    long end,
    boolean failed,
    String peer,
    String database,
    double weight) {

  /** Which side of what a span is. */
  public enum Kind {
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER;

    boolean asks() {
      return this == CLIENT || this == PRODUCER;
    }

    boolean isAsked() {
      return this == SERVER || this == CONSUMER;
    }
  }

  /** What tells it from all others. */
  public record Id(String trace, String span) {}

  /** What tells it from all others. */
  public Id key() {
    return new Id(trace, id);
  }

  /** How long it took by the clock of its host, which may be less than nothing. */
  long nanos() {
    return (end - start) * 1_000;
  }

  /** {@link #weight} in whole numbers of 2^-20, as estimates are counted. */
  long parts() {
    return Math.round(weight * (1 << 20));
  }
}
