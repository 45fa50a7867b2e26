package io.millrace.cluster;

/** A part of the local cluster could not be started, found or stopped; the message is for users. */
public final class LocalClusterException extends RuntimeException {
  public LocalClusterException(String message) {
    super(message);
  }

  public LocalClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
