package io.millrace.kafka;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.RetryableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks a registry, and again after a while where it does not answer, within the patience of the
 * connection.
 *
 * <p>It uses the client of the JDK, without threads of its own. Of the libraries, Confluent's is
 * not on Maven Central, Apicurio's brings Vert.x or Kiota, and its older one does not speak this
 * API; what is needed of it is one GET.
 */
final class RegistryClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private final RegistryConnection connection;

  RegistryClient(RegistryConnection connection) {
    this.connection = connection;
  }

  /**
   * Gets a resource; empty if the registry says that there is none.
   *
   * @throws RetryableException if the registry does not answer in time, or not as a registry does
   */
  Optional<JsonNode> get(String path) {
    long deadline = System.nanoTime() + connection.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String reason;
      IOException cause = null;
      try {
        HttpURLConnection http = open(path, deadline - System.nanoTime());
        int status = http.getResponseCode();
        if (status == 200) {
          return Optional.of(JSON.readTree(body(http.getInputStream())));
        } else if (status == 404 && saysNotFound(http)) {
          return Optional.empty();
        }
        reason = "answers " + status + meaning(status);
        if (status < 500 && status != 408 && status != 429) {
          throw failure(path, reason, null);
        }
      } catch (IOException failed) {
        reason = "does not answer: " + failed.getMessage();
        cause = failed;
      }
      if (System.nanoTime() + pause.toNanos() >= deadline) {
        throw failure(path, reason, cause);
      }
      rest(pause, path);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private HttpURLConnection open(String path, long nanosLeft) throws IOException {
    HttpURLConnection http = (HttpURLConnection) connection.resource(path).toURL().openConnection();
    int timeout = (int) Math.max(1, Math.min(5_000, nanosLeft / 1_000_000));
    http.setConnectTimeout(timeout);
    http.setReadTimeout(timeout);
    // Elsewhere the login is nobody's business.
    http.setInstanceFollowRedirects(false);
    http.setRequestProperty("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    if (connection.userInfo() != null) {
      byte[] login = connection.userInfo().getBytes(StandardCharsets.UTF_8);
      http.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return http;
  }

  /** A wrong path is not found either, but by something that is no registry. */
  private static boolean saysNotFound(HttpURLConnection http) throws IOException {
    InputStream body = http.getErrorStream();
    if (body == null) {
      return false;
    }
    try {
      return Integer.toString(JSON.readTree(body(body)).path("error_code").asInt())
          .startsWith("404");
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private static byte[] body(InputStream stream) throws IOException {
    try (stream) {
      byte[] bytes = stream.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw new IOException("more than " + LARGEST_ANSWER + " bytes");
      }
      return bytes;
    }
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401, 403 -> ": the login is refused";
      case 404 -> ", and not as a registry does: the URL may lack a path";
      default -> "";
    };
  }

  private RetryableException failure(String path, String reason, IOException cause) {
    return new RetryableException(connection + ": " + path + " " + reason, cause);
  }

  private void rest(Duration pause, String path) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure(path, "was not waited for: the job is being stopped", null);
    }
  }
}
