package io.millrace.simulators.edge;

import java.util.List;

/** A location of the network, and where its clients are. */
record Pop(String name, String country) {
  /** The locations that there are, the busiest first. */
  static final List<Pop> KNOWN =
      List.of(
          new Pop("FRA", "DE"),
          new Pop("LHR", "GB"),
          new Pop("IAD", "US"),
          new Pop("NRT", "JP"),
          new Pop("GRU", "BR"),
          new Pop("CDG", "FR"),
          new Pop("SYD", "AU"),
          new Pop("JNB", "ZA"));
}
