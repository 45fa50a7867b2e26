package io.millrace.services.graph;

import java.util.Objects;

/** Where a span was recorded; what is not known is null. */
record Endpoint(String service, String address, Integer port) {

  /** Whether nothing that both know differs. */
  boolean agrees(Endpoint other) {
    return agree(service, other.service)
        && agree(address, other.address)
        && agree(port, other.port);
  }

  private static boolean agree(Object mine, Object others) {
    return mine == null || others == null || Objects.equals(mine, others);
  }

  /** This, and of the other what this does not know. */
  Endpoint or(Endpoint other) {
    return new Endpoint(
        service == null ? other.service : service,
        address == null ? other.address : address,
        port == null ? other.port : port);
  }

  boolean isUnknown() {
    return service == null && address == null && port == null;
  }
}
