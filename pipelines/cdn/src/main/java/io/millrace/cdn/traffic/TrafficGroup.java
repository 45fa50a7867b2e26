package io.millrace.cdn.traffic;

import io.millrace.schemas.cdn.EdgeRequest;
import java.util.Locale;

/** What requests may be grouped by. */
public enum TrafficGroup {
  /** The service, distribution, zone or virtual host. */
  SITE,
  /** The location. */
  POP,
  /** The cache node. */
  HOST,
  /** Country of the client. */
  COUNTRY,
  /** Protocol of the request. */
  PROTOCOL;

  /** What a request says; null if nothing. */
  String of(EdgeRequest request) {
    return switch (this) {
      case SITE -> request.getSite();
      case POP -> request.getPop();
      case HOST -> request.getHost();
      case COUNTRY -> request.getCountry();
      case PROTOCOL -> request.getProtocol();
    };
  }

  /** The column that shows it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
