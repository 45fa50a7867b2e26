package io.millrace.kafka;

import io.millrace.sdk.ErrorCode;
import io.millrace.sdk.MillraceException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach a schema registry that speaks Confluent's API, such as Confluent's own, Karapace, or
 * Apicurio below {@code /apis/ccompat/v7}.
 *
 * @param url address, to which {@code /schemas/ids/7} is added
 * @param userInfo {@code user:password} for basic authentication; null for none
 * @param patience for one schema, all attempts together
 */
public record RegistryConnection(String url, String userInfo, Duration patience)
    implements Serializable {

  /** Far below the timeout of a checkpoint, which has to wait for a reader that waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Keeps what was given.
   *
   * @throws MillraceException WRONG_TYPE if the URL is none of HTTP, or holds a login, which would
   *     be shown with it
   */
  public RegistryConnection {
    url = url.replaceAll("/+$", "");
    if (!url.matches("https?://[^/@\\s]+(/[^@\\s]*)?")) {
      throw new MillraceException(
          ErrorCode.WRONG_TYPE,
          "The URL of the schema registry is not http[s]://host:port[/path] without a login in it");
    }
  }

  /** A registry, with a login or, for null, without. */
  public static RegistryConnection to(String url, String userInfo) {
    return new RegistryConnection(url, userInfo, PATIENCE);
  }

  URI resource(String path) {
    return URI.create(url + path);
  }

  /** The address alone. */
  @Override
  public String toString() {
    return "Schema registry at " + url;
  }
}
