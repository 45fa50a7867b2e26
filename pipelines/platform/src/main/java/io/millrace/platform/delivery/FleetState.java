package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Delivery;

/** What is kept of all sources of one window; null is what is not there. */
interface FleetState {
  /** What is told of all sources, without the skew of their clocks. */
  Iterable<Delivery> allTold() throws Exception;

  /** The last result of a source. */
  Delivery result(String source) throws Exception;

  void result(String source, Delivery record) throws Exception;
}
