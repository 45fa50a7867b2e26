package io.millrace.services.graph;

import io.millrace.schemas.services.LinkCall;

/**
 * What is counted together.
 *
 * @param connection name of the connection, for the hash of an enum differs between JVMs
 */
public record LinkKey(String semantics, String parent, String child, String connection) {

  static LinkKey of(LinkCall call) {
    return new LinkKey(
        call.getSemantics(), call.getParent(), call.getChild(), call.getConnection().name());
  }

  /** Spelled out, for a key's hash decides where its state lives, and may differ between JDKs. */
  @Override
  public int hashCode() {
    int hash = 31 * semantics.hashCode() + parent.hashCode();
    return 31 * (31 * hash + child.hashCode()) + connection.hashCode();
  }
}
