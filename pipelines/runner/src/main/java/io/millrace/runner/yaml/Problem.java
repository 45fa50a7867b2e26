package io.millrace.runner.yaml;

import io.millrace.sdk.ErrorCode;

/** One thing wrong with a definition: {@code file:line:col: CODE message}. */
public record Problem(Place place, ErrorCode code, String message) {
  @Override
  public String toString() {
    return place + ": " + code + " " + message;
  }
}
