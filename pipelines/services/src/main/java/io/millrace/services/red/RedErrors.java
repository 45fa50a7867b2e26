package io.millrace.services.red;

import io.millrace.schemas.services.Span;
import io.millrace.schemas.services.SpanKind;
import io.millrace.schemas.services.SpanStatus;

/** What is an error. */
public enum RedErrors {
  /** The status of the span says so. */
  STATUS,
  /** A response of HTTP from 500; for who asked, from 400. */
  HTTP,
  /** Either. */
  STATUS_OR_HTTP;

  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  boolean isError(Span span) {
    return switch (this) {
      case STATUS -> byStatus(span);
      case HTTP -> byHttp(span);
      case STATUS_OR_HTTP -> byStatus(span) || byHttp(span);
    };
  }

  private static boolean byStatus(Span span) {
    return span.getStatus() == SpanStatus.ERROR;
  }

  private static boolean byHttp(Span span) {
    int least = span.getKind() == SpanKind.CLIENT ? CLIENT_ERRORS : SERVER_ERRORS;
    return span.getHttpStatus() != null && span.getHttpStatus() >= least;
  }
}
