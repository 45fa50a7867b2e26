package io.millrace.services.graph;

import java.util.Locale;

/** How calls between services are found in traces. */
public enum Semantics {
  /** As Zipkin does: down the tree of spans. */
  TREE,
  /** As Tempo does: by the two spans of the two sides. */
  PAIRING;

  /** How it is named in parameters and results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
