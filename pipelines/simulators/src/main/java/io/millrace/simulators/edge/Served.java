package io.millrace.simulators.edge;

/**
 * A request as it really was, whatever becomes of its line of log.
 *
 * @param source the host that answered
 * @param sequence its number among those of the host
 * @param time when it began, in us since 1970-01-01T00:00:00Z
 * @param head bytes of the response's header; likewise {@code body}
 * @param fetched bytes from the origin
 */
public record Served(
    String source,
    long sequence,
    long time,
    String site,
    String pop,
    String country,
    String client,
    String method,
    String path,
    int status,
    Outcome outcome,
    long head,
    long body,
    long fetched) {

  /** How the cache came by a response. */
  public enum Outcome {
    HIT,
    /** Nothing was stored. */
    MISS,
    /** What was stored had expired, and was fetched anew. */
    EXPIRED_MISS,
    /** What was stored had expired, and the origin said that it stands. */
    REVALIDATED,
    /** Fetched past the cache. */
    PASS,
    /** The origin gave nothing. */
    ERROR
  }

  /** What tells it from all others. */
  public record Id(String source, long sequence) {}

  /** What tells it from all others. */
  public Id id() {
    return new Id(source, sequence);
  }

  /** Host and path. */
  public String url() {
    return site + path;
  }
}
