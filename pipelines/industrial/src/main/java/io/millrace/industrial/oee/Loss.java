package io.millrace.industrial.oee;

import io.millrace.schemas.industrial.MachineryMode;
import io.millrace.schemas.industrial.MachineryState;
import java.util.Locale;

/** What a machine's time is spent on, after ISO 22400-2; all but PRODUCTION is lost. */
enum Loss {
  /** APT: executing, and neither set up nor maintained. */
  PRODUCTION,
  /** AUST: being set up. */
  SETUP,
  /** APMT: being maintained. */
  MAINTENANCE,
  /** ADET: able to work on an open order, and waiting. */
  DELAY,
  /** ADOT: switched off, failed, or without order. */
  DOWN,
  /** No state is known. */
  UNKNOWN;

  /** What time in a state is spent on; null is the unknown state. */
  static Loss of(Fact.State state) {
    if (state == null || state.state() == MachineryState.UNKNOWN) {
      return UNKNOWN;
    } else if (state.mode() == MachineryMode.SETUP) {
      return SETUP;
    } else if (state.mode() == MachineryMode.MAINTENANCE) {
      return MAINTENANCE;
    } else if (state.state() == MachineryState.EXECUTING) {
      return PRODUCTION;
    }
    boolean ordered = state.order() != null || state.mode() == MachineryMode.PROCESSING;
    return state.state() == MachineryState.NOT_EXECUTING && ordered ? DELAY : DOWN;
  }

  /** Whether short ones are taken for slow production where micro-stops are. */
  boolean isStop() {
    return this == DELAY || this == DOWN;
  }

  /** How it is called where no reason was given. */
  String label() {
    return "<" + name().toLowerCase(Locale.ROOT) + ">";
  }
}
