package io.millrace.formats.spans;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One side of a span, in Zipkin's JSON.
 *
 * @param service in lower case, as Zipkin has it; null where it is not said
 */
record ZipkinEndpoint(String service, String address, String port) {

  /** The endpoint in a member; null if it says nothing. */
  static ZipkinEndpoint of(JsonNode object, String member) {
    JsonNode node = object.get(member);
    if (node == null || !node.isObject()) {
      return null;
    }
    String service = SpanJson.text(node, "serviceName");
    String address = SpanJson.text(node, "ipv4");
    String port = SpanJson.text(node, "port");
    ZipkinEndpoint endpoint =
        new ZipkinEndpoint(
            service == null || service.isEmpty() ? null : service.toLowerCase(Locale.ROOT),
            address == null ? SpanJson.text(node, "ipv6") : address,
            "0".equals(port) ? null : port);
    return endpoint.equals(new ZipkinEndpoint(null, null, null)) ? null : endpoint;
  }

  /** The same without its name. */
  ZipkinEndpoint nameless() {
    return new ZipkinEndpoint(null, address, port);
  }

  /** Says where the work was done. */
  void sayLocal(SpanColumns columns) {
    columns.put("service", service).put("address", address).put("port", port);
    columns.put("source", address == null || port == null ? address : address + ":" + port);
  }

  /** Says what is on the other side. */
  void sayRemote(SpanColumns columns) {
    columns.put("peer_service", service).put("peer_address", address);
  }
}
