package io.millrace.services.red;

import io.millrace.schemas.services.Span;
import io.millrace.services.SpanFacts;

/**
 * What is counted together.
 *
 * @param kind name of the kind, for the hash of an enum differs between JVMs
 */
public record RedKey(String service, String operation, String kind) {
  /** The service of spans that do not say it, as OpenTelemetry names it. */
  static final String UNKNOWN = "unknown_service";

  static RedKey of(Span span) {
    String service = SpanFacts.service(span);
    return new RedKey(
        service == null ? UNKNOWN : service, span.getOperation(), span.getKind().name());
  }

  /** Spelled out, for a key's hash decides where its state lives, and may differ between JDKs. */
  @Override
  public int hashCode() {
    return 31 * (31 * service.hashCode() + operation.hashCode()) + kind.hashCode();
  }
}
