package io.millrace.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.RetryableException;
import io.millrace.formats.avro.WriterSchemas;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Writer schemas by their id in a registry. What an id stands for never changes, so each is asked
 * for once; that there is none is believed for a while. Not thread-safe.
 */
public final class RegistrySchemas implements WriterSchemas {
  private static final long BELIEVED_ABSENT_NANOS = 30_000_000_000L;
  private static final int REMEMBERED_ABSENT = 1_000;
  private static final int DEEPEST_REFERENCE = 16;

  private final WriterSchemas others;
  private final RegistryClient client;
  private final Map<Integer, Schema> known = new HashMap<>();
  private final Map<Integer, Long> absentSince =
      new LinkedHashMap<>() {
        // Damaged records may claim any id.
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
          return size() > REMEMBERED_ABSENT;
        }
      };

  RegistrySchemas(RegistryConnection connection, WriterSchemas others) {
    this.client = new RegistryClient(connection);
    this.others = others;
  }

  /**
   * Schemas by id from a registry, and by fingerprint from elsewhere; opened on each reader.
   *
   * @param others what knows schemas by fingerprint
   */
  public static Provider provider(RegistryConnection connection, Provider others) {
    return () -> new RegistrySchemas(connection, others.open());
  }

  /**
   * Makes sure, before a job is started, that the registry answers and takes the login.
   *
   * @throws RetryableException EXTERNAL if it does not
   */
  public static void check(RegistryConnection connection) {
    new RegistryClient(connection).get("/schemas/ids/1");
  }

  @Override
  public Optional<Schema> byFingerprint(long fingerprint) {
    return others.byFingerprint(fingerprint);
  }

  @Override
  public Optional<Schema> byId(int id) {
    Schema schema = known.get(id);
    if (schema != null) {
      return Optional.of(schema);
    }
    Long since = absentSince.get(id);
    if (since != null && System.nanoTime() - since < BELIEVED_ABSENT_NANOS) {
      return Optional.empty();
    }
    Optional<Schema> found = client.get("/schemas/ids/" + id).flatMap(this::avro);
    if (found.isPresent()) {
      known.put(id, found.get());
    } else {
      absentSince.remove(id);
      absentSince.put(id, System.nanoTime());
    }
    return found;
  }

  /** The Avro schema of an answer; empty if it is one of another language, or none at all. */
  private Optional<Schema> avro(JsonNode answer) {
    if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(answer, new Schema.Parser(), 0));
    } catch (AvroRuntimeException invalid) {
      return Optional.empty();
    }
  }

  private Schema parse(JsonNode answer, Schema.Parser parser, int depth) {
    for (JsonNode reference : answer.path("references")) {
      String name = reference.path("name").asText();
      if (depth > DEEPEST_REFERENCE) {
        throw new AvroRuntimeException("References of " + name + " go in a circle");
      }
      if (!parser.getTypes().containsKey(name)) {
        String subject =
            URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8);
        String path = "/subjects/" + subject + "/versions/" + reference.path("version").asText();
        JsonNode referenced =
            client.get(path).orElseThrow(() -> new AvroRuntimeException("No " + path));
        parse(referenced, parser, depth + 1);
      }
    }
    return parser.parse(answer.path("schema").asText());
  }
}
