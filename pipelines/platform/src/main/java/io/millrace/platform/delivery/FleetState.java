package io.millrace.platform.delivery;

import io.millrace.schemas.platform.Delivery;

/** What is kept of all sources of one window; null is what is not there. */
interface FleetState {
  /** Keeps what is told of a source, without the skew of its clock. */
  void told(String source, Delivery record) throws Exception;

  /** What is told of all sources. */
  Iterable<Delivery> allTold() throws Exception;

  /** The last result of a source. */
  Delivery result(String source) throws Exception;

  void result(String source, Delivery record) throws Exception;

  /** By which delay clocks were judged last, in ms. */
  Long expectedDelay() throws Exception;

  void expectedDelay(Long delay) throws Exception;
}
