package io.millrace.formats.spans;

import java.util.List;
import java.util.Map;

/** Where attributes say what, by OpenTelemetry's semantic conventions, new names before old. */
final class SpanAttributes {
  private static final Map<String, List<String>> OF_SPAN =
      Map.of(
          "peer_service",
          List.of("peer.service", "service.peer.name"),
          "peer_address",
          List.of("server.address", "net.peer.name", "network.peer.address", "net.peer.ip"),
          "http_status",
          List.of("http.response.status_code", "http.status_code"),
          "database",
          List.of("db.namespace", "db.name", "db.system.name", "db.system"),
          "messaging",
          List.of("messaging.system"));
  private static final Map<String, List<String>> OF_RESOURCE =
      Map.of(
          "service",
          List.of("service.name"),
          "source",
          List.of("service.instance.id", "k8s.pod.name", "host.name"),
          "pod",
          List.of("k8s.pod.name"));

  private SpanAttributes() {}

  /** Says what the attributes, or tags, of a span say, unless it is said already. */
  static void ofSpan(Map<String, String> attributes, SpanColumns columns) {
    say(OF_SPAN, attributes, columns);
    String status = columns.get("http_status");
    if (status != null && !status.matches("\\d{1,9}")) {
      columns.drop("http_status");
    }
  }

  /** Says what the attributes of a resource say. */
  static void ofResource(Map<String, String> attributes, SpanColumns columns) {
    say(OF_RESOURCE, attributes, columns);
  }

  private static void say(
      Map<String, List<String>> names, Map<String, String> attributes, SpanColumns columns) {
    names.forEach(
        (field, keys) -> {
          for (String key : keys) {
            if (columns.get(field) == null) {
              columns.put(field, attributes.get(key));
            }
          }
        });
  }
}
