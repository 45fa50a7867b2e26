package io.millrace.simulators.machines;

import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;

/** What a machine does for a while, how it says so, and the column of industrial/oee it adds to. */
enum Activity {
  PRODUCING(MachineryState.EXECUTING, MachineryMode.PROCESSING, true, null, "production_s"),
  WAITING(MachineryState.NOT_EXECUTING, MachineryMode.PROCESSING, true, "starved", "delay_s"),
  FAILED(MachineryState.OUT_OF_SERVICE, MachineryMode.NONE, true, "jam", "down_s"),
  SET_UP(MachineryState.NOT_EXECUTING, MachineryMode.SETUP, true, "changeover", "setup_s"),
  MAINTAINED(
      MachineryState.NOT_EXECUTING, MachineryMode.MAINTENANCE, false, "oiling", "maintenance_s"),
  WITHOUT_ORDER(MachineryState.NOT_EXECUTING, MachineryMode.NONE, false, "no-order", "down_s"),
  OFF(MachineryState.NOT_AVAILABLE, MachineryMode.NONE, false, "off", "down_s");

  private final MachineryState state;
  private final MachineryMode mode;
  private final boolean ordered;
  private final String reason;
  private final String column;

  Activity(
      MachineryState state, MachineryMode mode, boolean ordered, String reason, String column) {
    this.state = state;
    this.mode = mode;
    this.ordered = ordered;
    this.reason = reason;
    this.column = column;
  }

  MachineryState state() {
    return state;
  }

  MachineryMode mode() {
    return mode;
  }

  /** Whether there is an order. */
  boolean ordered() {
    return ordered;
  }

  /** Why the machine does not produce; null if it does. */
  String reason() {
    return reason;
  }

  String column() {
    return column;
  }
}
